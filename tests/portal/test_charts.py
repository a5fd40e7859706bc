"""Do the bars stand where the numbers say?"""

from django.template.loader import render_to_string

from portal.charts import BASE, TOP, bar_chart

CRANE = [("2017", 107, 100), ("2018", 58, None), ("2019", 35, None)]


def test_bars_are_as_high_as_their_values_from_zero():
    bars = bar_chart("people", CRANE).bars

    assert [bar.top for bar in bars] == [TOP, 95.4, 129.0]
    assert [bar.height for bar in bars] == [156.0, 84.6, 51.0]
    assert all(round(bar.top + bar.height, 1) == BASE for bar in bars)


def test_target_stands_over_its_own_bar_only():
    bars = bar_chart("people", CRANE).bars

    assert [bar.target_top for bar in bars] == [34.2, None, None]
    assert bars[0].slot_right <= bars[1].slot_left
    assert [bar.has_room_for_target for bar in bars] == [True, False, False]


def test_target_above_every_value_sets_the_scale():
    bars = bar_chart("people", [("2020", 20, 200), ("2021", 190, None)]).bars

    assert bars[0].target_top == TOP
    assert not bars[0].has_room_for_target


def test_nothing_to_draw_and_only_zeros_are_drawn_without_harm():
    assert bar_chart("people", []).bars == []
    assert bar_chart("people", [("2020", 0, None)]).bars[0].height == 0


def test_chart_carries_the_same_numbers_in_its_table():
    page = render_to_string(
        "components/bar_chart.html",
        {
            "chart": bar_chart("people", CRANE),
            "first_column": "Year",
            "value_column": "Result",
            "target_column": "Target",
        },
    )

    assert '<th scope="row">2018</th>' in page
    assert page.count('class="target"') == 1
    assert page.count("Target 100") == 1
