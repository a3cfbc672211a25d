"""The command line: argv, clock, environment, console, exit codes. One short file a command."""
