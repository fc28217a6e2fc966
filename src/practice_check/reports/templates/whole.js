/* Sorts the teams by a heading: by name from A, by a number from the largest; again, the other way round. */
(function () {
  "use strict";
  var table = document.getElementById("team-table");
  var said = document.getElementById("sorted");
  var headings = Array.prototype.slice.call(table.querySelectorAll("th[data-sorts]"));
  var body = table.tBodies[0];

  function value(row, place) {
    return row.cells[place].getAttribute("data-value");
  }

  function sort(heading, place) {
    var numbers = heading.getAttribute("data-sorts") === "number";
    var first = numbers ? "descending" : "ascending";
    var other = numbers ? "ascending" : "descending";
    var direction = heading.getAttribute("aria-sort") === first ? other : first;
    var sign = direction === "ascending" ? 1 : -1;
    var rows = Array.prototype.slice.call(body.rows);
    rows.sort(function (one, two) {
      var left = value(one, place);
      var right = value(two, place);
      return sign * (numbers ? Number(left) - Number(right) : left.localeCompare(right, "en-GB"));
    });
    rows.forEach(function (row) { body.appendChild(row); });
    headings.forEach(function (each) { each.removeAttribute("aria-sort"); });
    heading.setAttribute("aria-sort", direction);
    said.textContent = "Sorted by " + heading.textContent + ", " + direction;
  }

  headings.forEach(function (heading, place) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.textContent = heading.textContent;
    button.addEventListener("click", function () { sort(heading, place); });
    heading.textContent = "";
    heading.appendChild(button);
  });
  headings[0].setAttribute("aria-sort", "ascending");
  table.querySelector(".sorts-only").hidden = false;
}());
