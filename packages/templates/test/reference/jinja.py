"""Renders with Jinja2 what the tests ask for: a JSON array of cases a line on stdin, an array of outcomes a line on stdout."""

import json
import resource
import signal
import sys
import traceback

import jinja2
import jinja2.sandbox
from markupsafe import Markup

SECONDS = 5
MEMORY = 2 << 30

UNDEFINED = {
    "ChainableUndefined": jinja2.ChainableUndefined,
    "DebugUndefined": jinja2.DebugUndefined,
    "StrictUndefined": jinja2.StrictUndefined,
}


ENVIRONMENT = {
    "sandboxed": jinja2.sandbox.SandboxedEnvironment,
    "immutable_sandboxed": jinja2.sandbox.ImmutableSandboxedEnvironment,
}


class TooSlow(BaseException):
    """Not an Exception, so that nothing in Jinja2 takes it for an answer."""


class Instance:
    """An object with attributes and without items."""

    def __init__(self, attributes, text):
        self.__dict__.update(attributes)
        object.__setattr__(self, "_text", text)

    def __str__(self):
        return self._text

    __repr__ = __str__


class Iterator:
    """Can be walked once; prints as the builtin type that it is not."""

    __module__ = "builtins"

    def __init__(self, items):
        self._items = iter(items)

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._items)


def function(rows):
    def call(*args, **kwargs):
        for row in rows:
            if list(args) == row.get("args", []) and kwargs == row.get("kwargs", {}):
                return row["ret"]
        raise TypeError("no recorded call")

    call.__qualname__ = "recorded"
    return call


TAGS = {
    "$markup": Markup,
    "$undefined": lambda name: jinja2.Undefined(name=name),
    "$tuple": lambda items: tuple(map(decode, items)),
    "$set": lambda items: set(map(decode, items)),
    "$range": lambda bounds: range(*bounds),
    "$iter": lambda items: Iterator([decode(item) for item in items]),
    "$dict": lambda pairs: {decode(key): decode(value) for key, value in pairs},
    "$float": float,
    "$bigint": int,
    "$bytes": lambda characters: bytes(map(ord, characters)),
    "$object": lambda made: Instance({k: decode(v) for k, v in made["attrs"].items()}, made["str"]),
    "$func": lambda rows: function([{**row, "ret": decode(row["ret"])} for row in rows]),
}


def decode(value):
    if isinstance(value, list):
        return [decode(item) for item in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        (tag,) = value
        if tag in TAGS:
            return TAGS[tag](value[tag])
    return {key: decode(item) for key, item in value.items()}


def environment(case):
    options = dict(case["options"])
    templates = case["templates"]
    kind = UNDEFINED.get(options.pop("undefined", None), jinja2.Undefined)
    extensions = [f"jinja2.ext.{name}" for name in options.pop("extensions", [])]
    newstyle = options.pop("newstyle_gettext", False)
    policies = options.pop("policies", {})
    make = ENVIRONMENT.get(options.pop("environment", None), jinja2.Environment)
    # A file name for each, so that a traceback says whose line it was.
    loader = jinja2.FunctionLoader(lambda name: (templates[name], name, None) if name in templates else None)
    env = make(loader=loader, undefined=kind, extensions=extensions, **options)
    env.policies.update(policies)
    if "jinja2.ext.i18n" in extensions:
        env.install_null_translations(newstyle=newstyle)
    return env


def failure(error, templates):
    line = getattr(error, "lineno", None)
    if line is None:
        lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename in templates]
        line = lines[-1] if lines else None
    return {
        "error": type(error).__name__,
        "ofJinja": isinstance(error, jinja2.TemplateError),
        "message": str(error),
        "line": line,
    }


def render(case):
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        env = environment(case)
        output = env.get_template(case["main"]["name"]).render(decode(case["context"]))
        output.encode()
        return {"output": output}
    except (TooSlow, MemoryError) as error:
        return {"skipped": type(error).__name__}
    except Exception as error:
        return failure(error, case["templates"])
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def too_slow(*_):
    raise TooSlow


resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
signal.signal(signal.SIGALRM, too_slow)
print(jinja2.__version__, flush=True)
for line in sys.stdin:
    print(json.dumps([render(case) for case in json.loads(line)]), flush=True)
