from __future__ import annotations

from collections import Counter
from functools import partial

import pytest
from desk_world import DeskWorld

from annotator.app.commands import COMMANDS, Command, tag_commands


def test_no_key_stands_for_two_commands(world: DeskWorld) -> None:
    commands = [*COMMANDS, *tag_commands(world.project.codebook)]
    keys = Counter(key.lower() for command in commands for key in command.keys)
    assert [key for key, times in keys.items() if times > 1] == []
    assert len({command.id for command in commands}) == len(commands)


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.act], ids=lambda c: c.id)
def test_every_act_of_the_table_is_done_or_refused_in_a_sentence(
    world: DeskWorld, command: Command
) -> None:
    world.tag("one.txt", "The quay burned")
    assert command.act is not None
    done = world.desk.attempt(partial(command.act, world.desk))
    assert done or world.ear.notices[-1].tone == "fail"


def test_each_kind_of_the_codebook_has_a_command_that_tags(world: DeskWorld) -> None:
    commands = tag_commands(world.project.codebook)
    assert [command.keys for command in commands] == [("C",), ("S",), ("F",)]
    for command in commands:
        world.select("two.txt", "Nobody died")
        assert command.act is not None
        command.act(world.desk)
    assert len(world.spans()) == 3
