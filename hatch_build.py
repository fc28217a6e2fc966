"""Compiles for the wheel what the time of a check goes into: mypyc, which comes with mypy, makes C of the modules.

An editable install stays as it is written, and so does a wheel where no C compiler works, or under
HATCH_BUILD_NO_HOOKS=true. Which modules: pyproject.toml. The hook is our own since the published one (hatch-mypyc)
compiles editable installs too, leaves what it makes in ``src/`` and fails without a C compiler.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from packaging.requirements import Requirement

PACKAGE = "practice_check"
#: What the compiler reads types from, of what the project itself pins.
PINNED = {"holidays", "mypy", "pydantic", "rapidfuzz"}
#: What any C compiler makes an extension of, where it and the headers of Python are there.
TRIED = '#include <Python.h>\nPyMODINIT_FUNC PyInit_tried(void) { return PyModule_New("tried"); }\n'


class Compiled(BuildHookInterface[Any]):
    """``compile``: folders and modules of the package; ``leave``: what stays as it is written in those folders."""

    def dependencies(self) -> list[str]:
        core = self.metadata.core
        pins = [*core.dependencies, *core.optional_dependencies["dev"]]
        return [*self.config["needs"], *(pin for pin in pins if Requirement(pin).name in PINNED)]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        self._folder = Path(tempfile.mkdtemp())
        if version == "editable":
            return
        (self._folder / "tried.c").write_text(TRIED)
        if (tried := self._made()).returncode:
            self.app.display_warning(f"{_last(tried)}\nNo C compiler works here: nothing is compiled.")
            return
        source = Path(self.root, "src", PACKAGE)
        shutil.copytree(source, self._folder / PACKAGE, ignore=shutil.ignore_patterns("*.so", "*.pyd", "__pycache__"))
        modules = [str(Path(PACKAGE, module)) for module in self._modules(source)]
        if (made := self._made(str(Path(self.root, "pyproject.toml")), *modules)).returncode:
            self.finalize(version, build_data, "")
            raise RuntimeError(
                f"{_last(made)}\nNothing was compiled. HATCH_BUILD_NO_HOOKS=true installs without compiling."
            )
        build_data["pure_python"] = False
        build_data["infer_tag"] = True
        for file in [*self._folder.glob(f"{PACKAGE}__*"), *(self._folder / PACKAGE).rglob("*")]:
            if file.suffix in (".so", ".pyd"):
                build_data["force_include"][str(file)] = str(file.relative_to(self._folder))

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        shutil.rmtree(self._folder)

    def _made(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """What ``make`` makes, in a process of its own, since the compiler ends the one in which it finds a fault."""
        return subprocess.run(
            [sys.executable, __file__, *arguments],
            cwd=self._folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
        )

    def _modules(self, source: Path) -> Iterator[Path]:
        left = {source / module for module in self.config["leave"]}
        for name in self.config["compile"]:
            place = source / name
            for file in sorted(place.glob("*.py")) if place.is_dir() else [place]:
                if file.name != "__init__.py" and file not in left:
                    yield file.relative_to(source)


def _last(process: subprocess.CompletedProcess[str]) -> str:
    return "\n".join([line for line in process.stdout.splitlines() if ": warning: " not in line][-30:])


def make(config: str | None = None, *modules: str) -> None:
    """Leaves beside the modules what is made of them; without any, of ``tried.c``, to see whether it can be done."""
    from setuptools import Extension, setup

    if config is None:
        extensions = [Extension("tried", ["tried.c"])]
    else:
        from mypyc.build import mypycify

        arguments = [f"--config-file={config}", "--follow-imports=silent", f"--cache-dir={os.devnull}", *modules]
        # Optimised more, it takes twice as long to make and is no faster.
        extensions = mypycify(arguments, group_name=PACKAGE, opt_level="1", debug_level="0")
        for each in extensions:  # no look at each call for whose it is; what a newer compiler warns of ends nothing
            each.extra_compile_args += ["-fvisibility=hidden", "-Wno-error"]
    setup(name=PACKAGE, packages=[], ext_modules=extensions, script_args=["build_ext", "--inplace"])


if __name__ == "__main__":
    make(*sys.argv[1:])
