"""Reading the YAML files that are content: values with their lines, and faults in the words of whoever wrote them."""
