"""The command line: arguments, clock, environment, console, exit codes. One short module per command."""
