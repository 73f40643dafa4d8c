"""The plugins of our own that every test run needs, wherever the test lives."""

pytest_plugins = [
    "tests.plugins.database",
    "tests.plugins.browser",
    "tests.plugins.repeatable",
    "tests.plugins.room",
]
