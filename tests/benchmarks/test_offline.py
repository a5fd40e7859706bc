"""Does the benchmark of offline codes still make its codes, and does the verifier still take each of them?"""

import json

from benchmarks.inside.offline import main
from benchmarks.offline import sides
from examples.verifier import Verifier


def test_codes_are_made_and_both_sides_check_them(capsys):
    main(3)
    made = json.loads(capsys.readouterr().out)

    both = sides(Verifier(made["keys"], made["status"]), made["codes"], made["now"])

    assert set(both) == {"whole", "bare"}
    assert all(measure() > 0 for measure in both.values())
