"""How fast is the portal on this machine, and how near does it come to the best that the machine could do?

Each benchmark is a function in a module of its own, marked with `@benchmark`, that gives one row or several; `make
bench` runs them all and `make bench ONLY=name` one. A row of `var/bench.json`: `value` in `unit`; `against`, what the
yardstick measured in the same rounds; `ratio`, the median of the rounds' ratios; `goal`, the least ratio wanted, or for
times that grow the greatest (null: none is set); `holds`. The table also says how far the rounds lie apart.
"""
