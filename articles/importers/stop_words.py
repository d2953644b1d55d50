"""The commonest short words of languages in the Latin alphabet: data for `language`."""

from __future__ import annotations

_LISTS = {
    "en": "the of and to in is that for it was on with as are be this by at from have not or an "
    "which we you their has they will been but can our more your were would about",
    "de": "der die das und ist nicht ein eine zu den mit von auf für im dem sich des auch als "
    "wird es sind werden wir ich oder bei nach einer um aus haben über durch zur zum",
    "fr": "le la les des et est une un du dans que qui pour sur pas au avec par ce il ne se sont "
    "plus cette nous ont mais aux leur être vous elle été comme ou son ses en tous ils même",
    "es": "el la los las de que y en un una por con para es se del al no su como más lo este "
    "pero son esta ha sus entre fue también muy todos está hay",
    "pt": "o a os as de que e em um uma por com para é se do da dos das no na não mais ao como "
    "foi mas pelo pela são ou também seu sua está ser nos isso",
    "it": "il lo la gli le di che e in un una per con non è del della dei delle si al da sono "
    "anche come più ha nel nella alla questo dal ma ed hanno essere",
    "nl": "de het een van en in is dat op te zijn met voor niet aan er ook als bij maar om uit "
    "door ze naar dan wordt nog hebben deze worden heeft wij werd",
    "sv": "och att det i en som är på av för med till den inte har de om ett var vi kan från "
    "men eller ska också när där efter detta blev sig",
    "da": "og at det i en som er på af for med til den ikke har de om et var vi kan fra men "
    "eller skal også når efter blev dette sig der ved hvad noget mere os mellem bliver været",
    "nb": "og at det i en som er på av for med til den ikke har de om et var vi kan fra men "
    "eller skal også når etter ble dette seg ved mot hva noe mer oss mellom blir vært",
    "fi": "ja on ei se että oli hän joka mutta kun myös ovat niin kuin tai sen ole mukaan jos "
    "ovat vain sitä nyt jo joita olla vuonna voi",
    "pl": "i w na z się do nie to że jest o jak za od po dla przez są ale przy być tak które "
    "który oraz może tym jego już było tylko",
    "cs": "a v na je se že s z do o to i jako k ve za by po pro ale jeho jsou bylo který podle "
    "také při není která může byl už jen",
    "hu": "a az és hogy nem is egy van ez meg azt de volt csak el már mint még ki ha vagy mert "
    "lesz minden kell szerint nagyon",
    "ro": "și de în a la cu pe că nu din este o un pentru care mai au fi sau prin sunt după "
    "fost acest această dar lui ale cel",
    "tr": "ve bir bu da de için ile olarak çok daha olan gibi en var ne ya her kadar sonra "
    "değil veya ancak herkes hakkı hakkına hakları haiz hiç oldu",
    "id": "yang dan di dengan untuk dari pada ini itu dalam tidak akan adalah ke oleh juga "
    "sebagai telah karena atau ada lebih bisa mereka para kami",
    "vi": "của và là các không có cho một được trong người với những này đã để khi từ năm "
    "cũng như đó về nhiều ông tại đến theo vào",
    "eo": "la de kaj en al estas ke por kiu ne pri kun kiuj oni ili sed ĉi estis tio tiu li "
    "ankaŭ el ĉar pli aŭ kiel post per ĝi sia tiuj inter",
    "ca": "el la els les de que i en un una per amb és no se del dels als més com va ha són "
    "però també aquest aquesta seva entre ser va molt",
}

LANGUAGES_OF: dict[str, tuple[str, ...]] = {}
for _language, _words in _LISTS.items():
    for _word in dict.fromkeys(_words.split()):
        LANGUAGES_OF[_word] = (*LANGUAGES_OF.get(_word, ()), _language)
