"""Holds files of the common schema against the schema that errata publishes, by a validator that is not errata's.

`Validator(errata)` asks the binary for its schema; `faults(path)` says what of a file is against it, line by line.
Where python3-jsonschema is not there, `Validator(errata)` is None, and that is said.
"""
import json
import subprocess
import sys

try:
    import jsonschema
    NAMED = jsonschema.Draft202012Validator
except (ImportError, AttributeError):
    NAMED = None


def Validator(errata):
    if NAMED is None:
        print("SKIPPED: python3-jsonschema with draft 2020-12 is not there; nothing was held against the schema")
        return None
    return _Validator(errata)


def inlined(schema, definitions):
    """The same schema without references, which cost the validator most of its time. None of ours is recursive."""
    if isinstance(schema, list):
        return [inlined(part, definitions) for part in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: inlined(part, definitions) for key, part in schema.items() if key not in ("$ref", "$defs")}
    if "$ref" in schema:
        named = definitions[schema["$ref"].removeprefix("#/$defs/")]
        made["allOf"] = [*made.get("allOf", []), inlined(named, definitions)]
    return made


class _Validator:
    def __init__(self, errata):
        printed = subprocess.run([errata, "formats", "--schema"], capture_output=True, check=True, timeout=60).stdout
        self.schema = json.loads(printed)
        NAMED.check_schema(self.schema)
        self.lines = 0
        self.any = NAMED(inlined(self.schema, self.schema["$defs"]))
        self.by_task = {task: NAMED(inlined(self.schema["$defs"][f"{task}_document"], self.schema["$defs"]))
                        for task in ("entities", "multi_label", "single_label")}

    def faults(self, path):
        """A file that errata wrote: a header, then documents of its task."""
        with open(path, encoding="utf-8", newline="\n") as lines:
            return self.faults_of((line for line in lines), str(path))

    def faults_of(self, lines, name):
        found = []
        validator = self.any
        for number, line in enumerate(lines, 1):
            value = json.loads(line)
            self.lines += 1
            if number > 1 and "schema" in value:
                found.append(f"{name}:{number}: is a header")
            elif not validator.is_valid(value):
                for fault in validator.iter_errors(value):
                    found.append(f"{name}:{number}: {fault.message[:200]} at {'/'.join(map(str, fault.path))}")
            elif number == 1 and "schema" in value:
                validator = self.by_task[value["task"]]
            elif number == 1:
                found.append(f"{name}:1: is no header")
        return found

    def takes(self, value, task=None):
        return (self.by_task[task] if task else self.any).is_valid(value)


def is_evaluation(path):
    with open(path, "rb") as file:
        return b'"errata/evaluation/' in file.read(4096).partition(b"\n")[0]


if __name__ == "__main__":
    sys.exit("a module of the tests: see golden/schema_test.py")
