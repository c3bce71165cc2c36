"""The commands' names, arguments and help. What each does is in a module of `reftel.cli`, loaded when it is called."""
