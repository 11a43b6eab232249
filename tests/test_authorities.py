"""A letter's name for its writer is found in a list of bodies, and never guessed."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.authorities import BodyNames

BODIES = (
    "Northmere University Hospitals NHS Foundation Trust",
    "Northmere Partnership NHS Foundation Trust",
    "NHS Northmere and Wold Integrated Care Board",
    "Northmere City Council",
    "Northmereshire County Council",
    "North Saltby District Council",
    "South Saltby District Council",
    "Saltby Borough Council",
    "Saltby County Council",
    "London Borough of Ferrow",
    "Royal Borough of Kingsmarsh",
    "City of Dunhaven Council",
    "Harrow Vale Metropolitan Borough Council",
    "Hexley & Stour Valley Council",
    "University of Barrowfield",
    "Saltby Constabulary",
    "Northmere Fire and Rescue Service",
    "St Aldwyn's Hospitals NHS Trust",
    "NHS Strathmorn",
    "Glenorrie Health Board",
    "Office of the Police and Crime Commissioner for Saltby",
    "Department for Roads and Rivers",
)
NAMES = BodyNames(BODIES)


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("NORTHMERE UNIVERSITY HOSPITALS NHS FOUNDATION TRUST", BODIES[0]),
        ("Northmere University Hospitals NHS FT", BODIES[0]),
        ("Northmere University Hospitals NHS Trust", BODIES[0]),
        ("the Northmere Partnership NHS Trust", BODIES[1]),
        ("Northmere & Wold ICB", BODIES[2]),
        ("NHS Northmere and Wold ICB", BODIES[2]),
        ("Northmere Council", "Northmere City Council"),
        ("City of Northmere", "Northmere City Council"),
        ("Northmereshire CC", "Northmereshire County Council"),
        ("North Saltby DC", "North Saltby District Council"),
        ("South Saltby Council", "South Saltby District Council"),
        ("Saltby BC", "Saltby Borough Council"),
        ("Ferrow Council", "London Borough of Ferrow"),
        ("LB Ferrow", "London Borough of Ferrow"),
        ("Kingsmarsh Council", "Royal Borough of Kingsmarsh"),
        ("Dunhaven City Council", "City of Dunhaven Council"),
        ("Harrow Vale MBC", "Harrow Vale Metropolitan Borough Council"),
        ("Harrow Vale Borough Council", "Harrow Vale Metropolitan Borough Council"),
        ("Hexley and Stour Valley Council", "Hexley & Stour Valley Council"),
        ("Barrowfield University", "University of Barrowfield"),
        ("Saltby Police", "Saltby Constabulary"),
        ("Northmere Fire & Rescue", "Northmere Fire and Rescue Service"),
        ("Saint Aldwyns Hospitals NHS Trust", "St Aldwyn's Hospitals NHS Trust"),
        ("Strathmorn NHS", "NHS Strathmorn"),
        ("Strathmorn Health Board", "NHS Strathmorn"),
        ("NHS Glenorrie", "Glenorrie Health Board"),
        ("Saltby PCC", "Office of the Police and Crime Commissioner for Saltby"),
        ("Department for Roads & Rivers", "Department for Roads and Rivers"),
        # slips in long words: letters changed round, one too few, one too many
        ("Northmere Univeristy Hospitals NHS Foundation Trust", BODIES[0]),
        ("Barowfield University", "University of Barrowfield"),
        ("Barrowfieldd University", "University of Barrowfield"),
        ("Northmere University Hospital NHS Foundation Trust", BODIES[0]),
        ("Nórthmere Pártnership NHS FT", BODIES[1]),
    ],
)
def test_forms_of_a_name_are_found(name: str, body: str) -> None:
    assert NAMES.matched(name) == body


@pytest.mark.parametrize(
    "name",
    [
        # two bodies it could be
        "Saltby Council",
        "Saltby",
        "Northmere",
        "Northmere NHS Trust",
        # bodies that are not in the list
        "East Saltby District Council",
        "Northmere District Council",
        "Northmere Constabulary",
        "Ferrowby Council",
        # slips in short words, and other letters in long ones
        "Harow Vale MBC",
        "Northmere Universlty Hospitals NHS Foundation Trust",
        "Sallby Borough Council",
        "Barrowfield College",
        "Barrowfield City Council",
        "Department for Roads",
        "Council",
        "NHS Foundation Trust",
        "the Trust",
        "",
        "?",
    ],
)
def test_what_is_not_certain_is_not_guessed(name: str) -> None:
    assert NAMES.matched(name) is None


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("NHS Hertfordshire CCG", "NHS Herefordshire CCG"),
        ("Hertfordshire Council", "Herefordshire Council"),
        ("Northamptonshire", "Northumberland"),
        ("West Sussex County Council", "East Sussex County Council"),
        ("South Tyneside Council", "North Tyneside Council"),
        # though long words that they share make them much alike
        (
            "University Hospitals Southampton NHS Foundation Trust",
            "University Hospitals Northampton NHS Foundation Trust",
        ),
        ("Hertfordshire Partnership University NHS FT", "Herefordshire Partnership University NHS FT"),
        ("Herefordshire and Worcestershire Fire", "Hertfordshire and Worcestershire Fire"),
        ("Herefordshire and Worcestershire Fire Service", "Hertfordshire and Worcestershire Fire and Rescue Service"),
        ("St Mary's Catholic Primary School", "St Mark's Catholic Primary School"),
        ("School 1 of the Trust", "School 2 of the Trust"),
        ("School 1 of Trust 2", "School 2 of Trust 1"),
        ("Academy 11 of the Learning Partnership", "Academy 1 of the Learning Partnership"),
        ("North Down Borough Council", "North Downs Borough Council"),
    ],
)
def test_names_that_look_alike_are_two_bodies(name: str, other: str) -> None:
    assert BodyNames([other]).matched(name) is None
    assert BodyNames([name]).matched(other) is None


def test_the_nearer_of_two_names_a_slip_apart_is_taken() -> None:
    names = BodyNames(["Barrowfield Academy", "Barowfield Academy"])
    assert names.matched("BARROWFIELD ACADEMY") == "Barrowfield Academy"
    assert names.matched("Barrowfeild Academy") == "Barrowfield Academy"
    assert names.matched("Barrowffield Academy") == "Barrowfield Academy"
    names = BodyNames(["Barrowfield Academy", "Barrowfeild Academy"])
    assert names.matched("Barrowfielld Academy") == "Barrowfield Academy"
    assert names.matched("Barrowfields Academy") == "Barrowfield Academy"
    names = BodyNames(["Barrowfielld Academy", "Barrowfeild Academy"])
    assert names.matched("Barrowfield Academy") is None


def test_an_exact_name_wins_over_a_near_one() -> None:
    both = ["Northmere NHS Trust", "Northmere NHS Foundation Trust"]
    assert BodyNames(both).matched("Northmere NHS Foundation Trust") == both[1]
    assert BodyNames(both).matched("Northmere NHS Trust") == both[0]
    assert BodyNames(both).matched("Northmere FT") == both[1]


def test_an_empty_list_and_a_body_named_twice() -> None:
    assert BodyNames([]).matched("Saltby Borough Council") is None
    assert BodyNames(["Saltby Borough Council"] * 2).matched("Saltby Borough Council") == "Saltby Borough Council"


@given(st.sampled_from(BODIES))
def test_every_body_is_itself_however_it_is_printed(body: str) -> None:
    assert NAMES.matched(body) == body
    for form in (body.upper(), f"The {body}", body.replace(" and ", " & "), f"  {body.replace(' ', '  ')}, "):
        assert NAMES.matched(form) == body


@given(st.text(max_size=60))
def test_any_text_is_borne(name: str) -> None:
    assert NAMES.matched(name) in (None, *BODIES)


def test_long_lists_and_long_names_take_little_time() -> None:
    bodies = [f"Town {number} Borough Council" for number in range(20_000)]
    start = time.process_time()
    names = BodyNames(bodies)
    for number in range(0, 20_000, 10):
        assert names.matched(f"Town {number} BC") == bodies[number]
    assert names.matched("north " * 5000) is None
    assert time.process_time() - start < 5
