"""The actors of one account alone, as its mentions and their antecedents give them, with what tells them apart."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rashomon.lexicon import Country, country, given_gender
from rashomon.model import Account, ActorKind, Mention, Reading, Span
from rashomon.names import FEMALE, MALE, PRONOUN_GENDER, TITLES, Name, fold, generation, is_title, person, proper, words

# Words at the end of a firm's name that people leave out when they speak of it.
FIRMS = frozenset({
    "news", "group", "corp", "corporation", "inc", "co", "company", "ltd", "limited", "plc", "llc", "gmbh", "holding",
    "network", "television", "tv", "radio", "international", "organization", "organisation",
})  # fmt: skip

ALIKE = frozenset({"corps", "headquarters", "series"})  # one and several; the "River Corps" is no corporation
ARABIC = frozenset({"al", "el"})  # articles, which people leave out

# "Most of the" is left alone: a part is not the whole.
FIRST_WORDS = re.compile(
    r"^(?:all (?:of )?|most |many |several |some |few |both )?(?:the |an? |this |that |these |those )?(?=\S)",
    re.IGNORECASE,
)
INDEFINITE = re.compile(r"^(?:an?|another|some|one|any|no)\s", re.IGNORECASE)
OWNING = re.compile(r"['’]s?\s+")
ARTICLE = re.compile(r"^(?:the|an?)\s+(?=\S)", re.IGNORECASE)


class Groups:
    """Union-find over numbers; the root of a group is its smallest member."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def root(self, i: int) -> int:
        """The smallest number grouped with `i`."""
        while self._parent[i] != i:
            self._parent[i] = self._parent[self._parent[i]]
            i = self._parent[i]
        return i

    def join(self, i: int, j: int) -> None:
        """Puts two numbers, and all that are grouped with them, into one group."""
        a, b = sorted((self.root(i), self.root(j)))
        self._parent[b] = a

    def all(self) -> dict[int, list[int]]:
        """Members by root, both in ascending order."""
        found: dict[int, list[int]] = defaultdict(list)
        for i in range(len(self._parent)):
            found[self.root(i)].append(i)
        return dict(found)


@dataclass(slots=True)
class Entity:
    """One actor of one account: its mentions, its names as written, the heads of what describes it, and where it is.

    `told` is how often the account tells of it, 0 in a copy of another account.
    """

    account: str
    mentions: tuple[Mention, ...]
    kind: ActorKind
    names: Counter[str] = field(default_factory=Counter)
    phrases: Counter[str] = field(default_factory=Counter)
    wordings: Counter[str] = field(default_factory=Counter)
    titles: frozenset[str] = frozenset()
    forms: frozenset[tuple[str, ...]] = frozenset()
    heads: frozenset[str] = frozenset()
    sentences: frozenset[int] = frozenset()
    gender: str = ""
    told_gender: bool = False
    indefinite: bool = False
    owned: tuple[tuple[Span, frozenset[str]], ...] = ()
    told: int = 0

    @property
    def is_person(self) -> bool:
        """True for a single human being."""
        return self.kind == "person"

    def people(self, apart: frozenset[str] = frozenset()) -> set[Name]:
        """The distinct personal names, titles set aside; `apart` are the names with an elder and a younger bearer."""
        found = (person(name) for name in self.names)
        return {Name(name.words, (), generation(name, apart) or name.generation) for name in found if name.words}


def entities(account: Account, reading: Reading) -> list[Entity]:
    """The account's actors in text order, one for each chain of antecedents."""
    mentions = reading.mentions
    first: dict[Span, int] = {}
    for i, mention in enumerate(mentions):
        first.setdefault(mention.span, i)
    groups = Groups(len(mentions))
    for i, mention in enumerate(mentions):
        groups.join(i, first[mention.span])
        if mention.antecedent is not None and mention.antecedent in first:
            groups.join(i, first[mention.antecedent])
    starts = [segment.span.start for segment in reading.segments]
    made = [_entity(account, [mentions[i] for i in members], starts) for members in groups.all().values()]
    owners = {at: mention.span for mention in mentions for at in _owned_at(account, mention)}
    for entity in made:
        entity.owned = tuple(_owned(account, entity, owners))
    return made


def _owned_at(account: Account, mention: Mention) -> tuple[int, ...]:
    """Where what somebody owns may begin: at "his" and the like; at the owner of "Moss's men", and after the ending."""
    if mention.form == "pronoun":
        owner = account.slice(mention.span).casefold() in ("his", "her", "its", "their")
        return (mention.span.start,) if owner else ()
    ending = OWNING.match(account.text, mention.span.end)
    return (mention.span.start, ending.end()) if ending else ()


def _owned(account: Account, entity: Entity, owners: Mapping[int, Span]) -> Iterator[tuple[Span, frozenset[str]]]:
    """Whose the entity is by its descriptions ("Moss's brother", "her brother"), and as what."""
    for mention in entity.mentions:
        owner = owners.get(mention.span.start) if mention.form == "nominal" else None
        if owner is not None and owner.end < mention.span.end:
            said = Span(account.id, max(owner.end, mention.span.start), mention.span.end)
            yield owner, frozenset(words(described(account.slice(said)))) - {"s"}


def _entity(account: Account, mentions: list[Mention], starts: Sequence[int]) -> Entity:
    # A phrase that is part of several clauses has a mention for each; its labels stand with the first.
    said = {mention.span: mention for mention in reversed(mentions)}
    named = [mention for mention in said.values() if mention.form == "name"][::-1]
    nominal = [mention for mention in said.values() if mention.form == "nominal"][::-1]
    best = named or nominal or mentions
    kind = Counter(mention.kind for mention in best).most_common(1)[0][0]
    names = Counter(name_of(account, mention) for mention in named)
    return Entity(
        account.id,
        tuple(mentions),
        kind,
        Counter({name: count for name, count in names.items() if fold(name).strip()}),
        Counter(described(account.slice(mention.span)) for mention in nominal),
        Counter(wording(account.slice(mention.span)) for mention in nominal),
        frozenset(described(account.slice(label)) for mention in named for label in mention.labels),
        frozenset(form for mention in named if (form := canonical(name_of(account, mention), mention.kind))),
        frozenset(head for mention in mentions for head in heads(account, mention)),
        frozenset(bisect_right(starts, mention.span.start) for mention in said.values()),
        *_gender(account, mentions),
        indefinite=bool(nominal and INDEFINITE.match(account.slice(nominal[0].span))),
    )


def name_of(account: Account, mention: Mention) -> str:
    """The proper name in a mention, titles and what else stands before it left out."""
    labels = tuple((label.start, label.end) for label in mention.labels)
    name = ARTICLE.sub("", proper(account.slice(mention.span), mention.span.start, labels))
    title, _, rest = name.partition(" ")
    return rest if mention.kind == "person" and rest and is_title(title) else name


def described(text: str) -> str:
    """A description for comparison: folded, without articles, countries by their usual name."""
    words = wording(text).split()
    return " ".join(found.name if (found := _land(word)) else fold(word) for word in words).strip()


def wording(text: str) -> str:
    """A description as written, without its article or quantifier."""
    return FIRST_WORDS.sub("", " ".join(text.split()))


def _land(word: str) -> Country | None:
    return country(word) or country(word.strip(",.'’")) or country(re.sub(r"['’]s$", "", word))


def heads(account: Account, mention: Mention) -> Iterable[str]:
    """The head words by which a mention describes: of a nominal its head, of a name its titles."""
    if mention.form == "nominal":
        yield mention.head
    if mention.form == "name":
        for label in mention.labels:
            if mention.span.contains(label):
                for word in words(account.slice(label)):
                    yield TITLES.get(word) or word


def _gender(account: Account, mentions: list[Mention]) -> tuple[str, bool]:
    """The gender by a title or else a common given name, which tell it (True), else by three in four pronouns."""
    pronouns: Counter[str] = Counter()
    given = ""
    for mention in mentions:
        if mention.form == "pronoun":
            pronouns[PRONOUN_GENDER.get(account.slice(mention.span).casefold(), "")] += 1
        elif mention.form == "name" and mention.kind == "person":
            titles = set(words(account.slice(mention.span))[:3])
            if titles & (MALE | FEMALE):
                return ("m" if titles & MALE else "f"), True
            name = person(name_of(account, mention)).words
            given = given or (given_gender(name[0]) if len(name) > 1 else "")
    del pronouns[""]
    most, count = max(pronouns.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    return given or (most if 4 * count >= 3 * pronouns.total() else ""), bool(given)


def canonical(name: str, kind: ActorKind = "org") -> tuple[str, ...]:
    """The words of a name that is no person's, for comparison: countries by usual name, plural endings off.

    A country's adjective is the country where it names a place, its people where it names a group; a capital is the
    country where it names a government and a city where it names a place. An Arabic article in front is left out.
    """
    whole = country(name)
    if whole is not None and whole.form == "people" and kind == "group":
        return whole.name.casefold(), "people"
    if whole is not None and (whole.form != "capital" or kind == "org"):
        return (whole.name.casefold(),)
    found = []
    for word in words(name):
        land = country(word)
        plural = len(word) > 4 and word.endswith("s") and not word.endswith("ss") and word not in ALIKE
        singular = word[:-1] if plural else word
        found.append(land.name.casefold() if land and land.form != "capital" else singular)
    while len(found) > 1 and found[-1] in FIRMS:
        found.pop()
    if len(found) > 1 and found[0] in ARABIC:
        del found[0]
    return tuple(found)
