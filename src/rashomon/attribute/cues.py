"""Words by which English reports what others say, write, think and feel.

Chosen by hand after the classes 29.4-29.5 (propositional attitude), 33 (judgement) and 37 (communication) of Levin,
*English Verb Classes and Alternations* (1993), with the nouns and adverbs derived from them, and checked against the
cues frequent in the training part of PolNeAR (Newell et al. 2018). Lemmas, lower case.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SAY = _words(
    """say tell state claim argue announce report write tweet retweet post blog text email e-mail add note explain
    declare assert insist maintain contend allege acknowledge admit concede confirm reveal disclose warn stress
    emphasize emphasise reiterate repeat recall reply respond answer remark comment observe continue conclude
    suggest indicate testify estimate predict affirm agree deny dispute boast brag complain joke quip exclaim
    shout whisper mutter cry yell inform notify assure remind caution advise recount relate mention lament muse
    opine proclaim swear underline underscore hint imply charge counter rebut retort concur interject chime
    surmise reason speculate theorize posit propose specify clarify elaborate detail attest vouch certify
    stipulate relay signal caution preach profess plead fume rage thunder scoff snap gush rant vent growl
    grumble murmur stammer sigh publish broadcast air convey communicate pronounce outline summarize summarise
    venture volunteer hazard rejoin protest object tout trumpet promise pledge vow threaten cite quote describe"""
)
"""Verbs whose content is put forward as true by their subject."""

THINK = _words(
    """think believe feel know doubt suspect assume fear expect consider understand realize realise reckon guess
    imagine suppose worry presume judge figure hold accept recognize recognise foresee anticipate envision hope
    trust sense bet deem regard find learn hear see discover determine decide remember forget conclude calculate
    disbelieve notice perceive gather learn"""
)
"""Verbs whose content their subject holds, knows or found out."""

ASK = _words("ask wonder question inquire enquire query demand urge request beg order implore")
"""Verbs whose content is asked or demanded, not asserted."""

NAME = _words(
    """call describe brand label dub term characterize characterise portray depict denounce slam blast condemn
    decry dismiss praise hail accuse blame criticize criticise mock deride ridicule compare liken refer"""
)
"""Verbs that report a judgement of somebody or something; a cue where the judgement stands in quotation marks."""

DENY = _words("deny dispute reject refute rebut disbelieve doubt dismiss contradict disavow disclaim")
"""Cues whose subject holds the content to be false."""

NOUNS = _words(
    """statement claim allegation accusation report announcement assertion argument belief view suggestion warning
    admission confirmation denial comment remark testimony rumor rumour suspicion contention charge conclusion
    finding complaint acknowledgment acknowledgement declaration revelation insistence assurance prediction
    estimate assessment assumption conviction fear hope notion idea impression opinion pledge promise vow threat"""
)
"""Nouns whose content is what somebody says or thinks ("the claim that …")."""

WORDS = _words("word view opinion account telling estimation judgment judgement eye phrase description version")
"""Nouns that give a clause to somebody after "in" or "by" ("in the words of …", "by his account")."""

REPORTS = _words("poll polls report reports study studies survey surveys source sources police court officials")
"""Words that speak before the colon of a headline."""

ADVERBS = _words("reportedly allegedly purportedly supposedly ostensibly")
"""Adverbs by which the writer leaves a clause to unnamed others."""
