"""How fast is the portal on this machine, and how near does it come to the best that the machine could do?

Each benchmark is a function in a module of its own, marked with `@benchmark`; `make bench` runs them all and
`make bench ONLY=name` one. A row of `var/bench.json`: `value` in `unit`; `against`, what the yardstick measured on the
same machine in the same minute; `ratio` of the two; `goal`, the least ratio wanted (the least value, where there is no
yardstick); `holds`.
"""
