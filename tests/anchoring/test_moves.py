from __future__ import annotations

from articles.anchoring.alignment import IN_PLACE, align

FERRY = "The ferry to the islands left two hours late on Monday."
TRAM = "Trams were stopped by a fallen tree near the old mill."
RAIN = "More rain is expected before the weekend, said the weather office."


def layers_of(old, new):
    aligned = align(old, new)
    return {
        old[aligned.old.starts[x] : aligned.old.ends[x + n - 1]]: (
            layer,
            new[aligned.new.starts[y] : aligned.new.ends[y + n - 1]],
        )
        for x, y, n, layer in aligned.runs
    }


def test_a_sentence_that_moved_is_a_layer_of_its_own():
    found = layers_of(f"{FERRY} {TRAM} {RAIN}", f"{TRAM} {RAIN} {FERRY}")
    assert found[f"{TRAM} {RAIN}"] == (IN_PLACE, f"{TRAM} {RAIN}")
    assert found[FERRY] == (IN_PLACE + 1, FERRY)


def test_a_sentence_that_moved_and_was_edited_moves_together():
    edited = "The ferry to the small islands left two hours late again on Monday."
    found = layers_of(f"{FERRY} {TRAM} {RAIN}", f"{TRAM} {RAIN} {edited}")
    moved = [new for layer, new in found.values() if layer != IN_PLACE]
    assert moved == ["The ferry to the", "islands left two hours late"]
    assert len({layer for layer, _ in found.values()}) == 2


def test_short_lines_that_changed_places_moved():
    found = layers_of(f"Contact\n{FERRY}\nFerries\n{TRAM}", f"Ferries\n{FERRY}\nContact\n{TRAM}")
    assert found["Contact"][1] == "Contact"
    assert found["Ferries"][1] == "Ferries"
    assert IN_PLACE not in {found["Contact"][0], found["Ferries"][0]}


def test_a_short_line_that_stands_twice_moved_nowhere():
    old, new = f"Contact\n{FERRY}\n{TRAM}", f"{FERRY}\nContact\n{TRAM}\nContact"
    assert "Contact" not in layers_of(old, new)


def test_words_that_are_a_line_only_elsewhere_did_not_move():
    old, new = f"Contact us.\n{FERRY}\n{TRAM}", f"{FERRY}\n{TRAM}\nContact"
    assert {layer for layer, _ in layers_of(old, new).values()} == {IN_PLACE}


def test_a_few_words_that_come_up_elsewhere_did_not_move():
    old = f"It is two hours late. {TRAM} {RAIN}"
    new = f"{TRAM} {RAIN} The mayor is two hours early, as ever, and gives a speech."
    assert {layer for layer, _ in layers_of(old, new).values()} == {IN_PLACE}


def test_words_that_stand_elsewhere_anyway_are_no_move():
    old = f"{FERRY} {TRAM} The ferry to the islands left."
    new = f"{TRAM} The ferry to the islands left."
    assert {layer for layer, _ in layers_of(old, new).values()} == {IN_PLACE}
