"""Copies among letters: found however they were sent, and never for what different letters share."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from nlp.labelled import parse_labelled
from nlp.types import LabelledLetter
from training.augmentation import augmented
from training.corpus import DEV, TEST, TRAIN, load_corpus
from training.near_duplicates import copies, repeats
from training.targets import labelled_lines

STANDING = (
    "If you are unhappy with the way in which your request has been handled you may ask for an internal review "
    "within forty working days of this letter. If you remain dissatisfied you may complain to the Commissioner, "
    "whose office will look at how the request was dealt with. All material may be re-used under the licence "
    "that is set out on our website, with the exception of logos and of photographs that belong to others. "
)
QUESTIONS = (
    "Please list the depots which the authority keeps for the gritting of carriageways in winter",
    "How many tonnes of rock salt were bought in each financial year, and from which supplier",
)


def letter(name: str, questions: tuple[str, ...], answers: tuple[str, ...], closing: str = STANDING) -> LabelledLetter:
    body = "\n\n".join(
        f"{number}. [[Q {number}]]{question}?[[/Q]]\n[[A {number} | provided]]{answer}[[/A]]"
        for number, (question, answer) in enumerate(zip(questions, answers, strict=True), start=1)
    )
    header = "---\nauthority: Ashbeck Council\nkind: council\nlayout: numbered\ntopic: salt\n---\n"
    return parse_labelled(f"{header}Dear requester,\n\n{body}\n\n{closing}\n", f"{name}.letter")


SALT = letter("salt", QUESTIONS, ("Ferry Lane and Upper Mill.", "We bought 4,100 tonnes, all from Halsey Minerals."))


def test_a_letter_that_is_wrapped_otherwise_is_the_same() -> None:
    wrapped = replace(SALT, text=SALT.text.replace(" ", "\n"))
    ((found),) = copies([wrapped], [SALT])
    assert found is not None
    assert (found.place, found.share) == (0, 1.0)


@given(st.lists(st.sampled_from([" ", "\n", "\t", "  ", "\r\n"]), min_size=1))
def test_white_space_never_hides_a_copy(spaces: list[str]) -> None:
    turn = iter(range(len(SALT.text)))
    text = re.sub(" ", lambda _: spaces[next(turn) % len(spaces)], SALT.text)
    bare = LabelledLetter("other", text, SALT.header)
    (found,) = copies([bare], [replace(SALT, questions=(), answers=())])
    assert found is not None


def test_a_copy_with_words_misread_is_found() -> None:
    scanned = replace(SALT, text=SALT.text.replace("within", "wlthin").replace("Commissioner", "Commlssioner"))
    (found,) = copies([scanned], [SALT])
    assert found is not None
    assert 0.4 < found.share < 1


def test_standing_paragraphs_make_no_copy() -> None:
    other = letter(
        "bins",
        ("Which streets had their bins emptied late last summer", "Who holds the contract for recycling"),
        ("Ferry Lane and Upper Mill.", "We bought 4,100 tonnes, all from Halsey Minerals."),
        closing=STANDING * 3,
    )
    assert copies([other], [letter("salt", QUESTIONS, ("No.", "No."), closing=STANDING * 3)]) == [None]


def test_the_same_questions_make_no_copy() -> None:
    other = letter("grit", QUESTIONS, ("There is a single depot, at Harrow Cross.", "The contractor keeps no count."))
    assert copies([other], [SALT]) == [None]


def test_two_bodies_that_say_no_to_one_questionnaire_are_two() -> None:
    theirs = "We regard this as the end of the matter, and hope that the clerk has been of help to you. " * 3
    other = letter("grit", QUESTIONS, ("No.", "No."), closing=theirs)
    assert copies([other], [letter("salt", QUESTIONS, ("No.", "No."), closing=STANDING * 2)]) == [None]


def test_a_letter_is_known_by_what_it_says_whatever_stands_around_it() -> None:
    told = (
        "Ferry Lane, Upper Mill and Harrow Cross, the last from November to March.",
        "We bought 4,100 tonnes. All of it came from Halsey Minerals by rail.",
    )
    (found,) = copies([letter("grit", QUESTIONS, told, closing="Yours")], [letter("salt", QUESTIONS, told)])
    assert found is not None


def test_a_form_filled_in_with_other_figures_is_no_copy() -> None:
    other = replace(SALT, text=SALT.text.replace("4,100", "2,350"))
    assert copies([other], [SALT]) == [None]


def test_of_several_copies_the_first_letter_stays() -> None:
    scanned = replace(SALT, text=SALT.text.replace("within", "wlthin"))
    other = letter("grit", QUESTIONS, ("There is a single depot, at Harrow Cross.", "The contractor keeps no count."))
    found = repeats([SALT, other, scanned, SALT])
    assert [alike if alike is None else alike.place for alike in found] == [None, None, 0, 0]


def test_nothing_is_compared_with_nothing() -> None:
    assert copies([], [SALT]) == []
    assert copies([SALT], []) == [None]
    assert repeats([]) == []


def test_no_letter_of_the_corpus_is_taken_for_another() -> None:
    dev, measured = load_corpus(DEV)[::2], load_corpus(TEST)
    campaigns = load_corpus(TRAIN / "campaigns", TRAIN / "houses")
    assert not any(repeats([*dev, *campaigns, *measured]))


def test_most_letters_are_known_again_after_another_mailer_sent_them() -> None:
    letters = load_corpus(TRAIN)[::20]
    made = augmented([labelled_lines(each) for each in letters], seed=0)
    found = [alike.place if alike else None for alike in copies(made, letters)]
    right = sum(place == at for at, place in enumerate(found))
    assert right >= 0.7 * len(letters)
    assert right == sum(place is not None for place in found)
