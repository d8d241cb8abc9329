"""Common given names of English-language records, and nouns, by the pronoun they usually go with.

The names most often given in the public birth records of the United States Social Security Administration, 1920-2020,
ambiguous ones (such as Taylor or Jordan) left out. Used only to keep "he" and "she" apart; never shown.
"""

from __future__ import annotations


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


HE = _names(
    """aaron adam alan albert alexander andrew anthony antonio arthur barry benjamin bernard bradley brandon brian
    bruce carl carlos charles christopher clarence craig daniel david dennis derek donald douglas earl edward eric
    ernest eugene francis frank fred gary george gerald gregory harold harry henry howard jack jacob james jason
    jeffrey jeremy jerry jesse jim joe john johnny jonathan jose joseph joshua juan justin keith kenneth kevin
    kyle larry lawrence leonard louis luis luke marcus mark martin matthew michael miguel mike nathan nicholas
    norman oliver oscar patrick paul pedro peter philip phillip ralph raymond richard rick robert roger ronald roy
    russell ryan samuel scott sean sergio simon stephen steve steven theodore thomas tim timothy todd tom tony
    travis tyler victor vincent walter wayne william zachary ahmed ali hassan ibrahim ivan mohammed muhammad omar
    vladimir yusuf"""
)
SHE = _names(
    """abigail alice alicia alison amanda amber amy andrea angela anita ann anna anne annie ashley barbara betty
    beverly brenda caroline carolyn catherine charlotte cheryl christina christine claire clara cynthia danielle
    deborah debra denise diana diane donna doris dorothy edith eleanor elizabeth ella ellen emily emma erica erin
    esther eva evelyn florence frances gloria grace hannah heather helen irene isabella jacqueline jane janet
    janice jennifer jenny jessica joan joyce judith judy julia julie karen kate katherine kathleen kathryn kelly
    kimberly laura lauren linda lisa lori louise lucy margaret maria marie marilyn martha mary megan melissa
    michelle mildred monica nancy natalie nicole nina olivia pamela patricia paula rachel rebecca rita rose ruth
    samantha sandra sara sarah sharon sheila shirley sofia sophia stephanie susan teresa theresa tiffany tina
    valerie vanessa victoria virginia wendy aisha fatima leila olga yasmin"""
)
HE_NOUNS = _names(
    """man men boy gentleman father dad son brother husband uncle nephew grandfather grandson stepfather widower groom
    king prince duke lord sir monk actor waiter hero mr"""
)
SHE_NOUNS = _names(
    """woman women girl lady mother mom mum daughter sister wife aunt niece grandmother granddaughter stepmother widow
    bride queen princess duchess madam nun actress waitress heroine ms mrs miss"""
)
