from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importers import read
from articles.importers.language import guess
from tests.importers import at_hand


def test_guesses_agree_with_the_articles_at_hand(article_files):
    rows = at_hand.manifest()
    drafts = read([str(path) for path in article_files])
    found = {path.name: draft.language for path, draft in zip(article_files, drafts, strict=True)}
    wrong = {name: found[name] for name, row in rows.items() if found[name] != row["lang"]}
    assert len(wrong) * 100 <= len(rows), wrong
    assert list(found.values()).count("") * 100 <= len(found)


# The first article of the Universal Declaration of Human Rights, or a part of it.
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "All human beings are born free and equal in dignity and rights. They are endowed"),
        ("de", "Alle Menschen sind frei und gleich an Würde und Rechten geboren. Sie sind mit"),
        ("fr", "Tous les êtres humains naissent libres et égaux en dignité et en droits. Ils sont"),
        ("es", "Todos los seres humanos nacen libres e iguales en dignidad, como están de razón"),
        ("it", "Tutti gli esseri umani nascono liberi in dignità e diritti. Essi sono dotati di"),
        ("eo", "Ĉiuj homoj estas liberaj kaj egalaj. Ili posedas racion kaj devus konduti al alia"),
        ("ru", "Все люди рождаются свободными и равными в своём достоинстве и правах."),
        ("uk", "Всі люди народжуються вільними і рівними у своїй гідності та правах."),
        ("el", "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια."),
        ("ar", "يولد جميع الناس أحرارًا متساوين في الكرامة والحقوق."),
        ("fa", "تمام افراد بشر آزاد به دنیا می‌آیند و از لحاظ حیثیت و حقوق با هم برابرند."),
        ("ur", "تمام انسان آزاد اور حقوق و عزت کے اعتبار سے برابر پیدا ہوئے ہیں۔"),
        ("he", "כל בני האדם נולדו בני חורין ושווים בערכם ובזכויותיהם."),
        ("hi", "सभी मनुष्यों को गौरव और अधिकारों के मामले में जन्मजात स्वतन्त्रता है।"),
        ("th", "มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์"),
        ("zh", "人人生而自由,在尊严和权利上一律平等。"),
        ("ja", "すべての人間は、生まれながらにして自由であり、平等である。"),
        ("ko", "모든 인간은 태어날 때부터 자유로우며 존엄과 권리에 있어 동등하다."),
        ("am", "የሰው ልጅ ሁሉ ሲወለድ ነጻና በክብርና በመብትም እኩልነት ያለው ነው።"),
        ("my", "လူတိုင်းသည် တူညီ လွတ်လပ်သော ဂုဏ်သိက္ခာဖြင့် လည်းကောင်း"),
        ("ka", "ყველა ადამიანი იბადება თავისუფალი და თანასწორი."),
    ],
)  # fmt: skip
def test_languages_are_told_apart(language, text):
    assert guess(text) == language


@pytest.mark.parametrize(
    "text", ["", "OK", "1234 5678", "Lorem", "https://example.com 🎄🎄🎄", "é"]
)
def test_too_little_gives_no_guess(text):
    assert guess(text) == ""


def test_a_few_words_of_another_script_do_not_decide():
    text = "The word for peace in Arabic is سلام and in Hebrew it is שלום, as they say in the city."
    assert guess(text) == "en"


def test_code_and_links_do_not_hide_the_language():
    text = "* [JSX](https://example.com/jsx-tools): إضافات محرر النصوص لمحرر ملفات البرامج\n" * 10
    assert guess(text) == "ar"


@given(st.text() | st.text(st.characters(codec=None)))
def test_any_text_gives_a_tag_or_nothing(text):
    tag = guess(text)
    assert tag == "" or (tag.isascii() and tag.isalpha() and len(tag) in (2, 3))
