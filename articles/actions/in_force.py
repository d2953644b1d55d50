"""What an entry of the log stands for by now, after undoings that were themselves undone."""

from __future__ import annotations

from collections.abc import Mapping

from articles.actions.states import State
from articles.models import Activity

States = dict[int, State | None]


def tags_in_force(activity: Activity) -> tuple[States, States]:
    """The states of tags, by key, before and after an action.

    Undoing may have left something as it was, because somebody else had changed it since, or put
    it back otherwise, because what it hung on was gone. If that undoing is undone, the first
    action holds again, and with it all that it had done: its states count wherever the undoing
    and its own undoing cancel out.
    """
    before, after = _by_pk(activity.before), _by_pk(activity.after)
    undoing = activity.undoes
    first = undoing.undoes if undoing else None
    if undoing is None or first is None:
        return before, after
    between = _by_pk(undoing.after)
    first_before, first_after = tags_in_force(first)
    for pk in before.keys() & first_before.keys():
        was, became = before[pk], after[pk]
        first_was, first_became = first_before[pk], first_after[pk]
        if was and became and first_was and first_became:
            unmoved = {name for name in was if was[name] == became.get(name)}
            before[pk] = was | _some(first_was, unmoved)
            after[pk] = became | _some(first_became, unmoved)
        elif was and first_was and not became:
            returned = between.get(pk) or {}
            before[pk] = was | _some(
                first_was, {name for name in was if was[name] == returned.get(name)}
            )
    return first_before | before, first_after | after


def _some(state: State, names: set[str]) -> State:
    return {name: value for name, value in state.items() if name in names}


def _by_pk(states: Mapping[str, State | None]) -> States:
    return {
        int(key.partition(":")[2]): state for key, state in states.items() if key.startswith("tag:")
    }
