"""Which language a text is in: prose, with formulas, code and titles of publications left out."""

import re

# From the start of a word alone: an array's base64 is words of thousands of letters.
SENTENCE = re.compile(r"(?<![A-Za-z])[A-Za-z]++(?: [a-z]+){3,}")
HAN = re.compile(r"[\u4e00-\u9fff]+")
SWITCH = {"语言", "中文"}
"""What is Chinese on an English page too: the switch of the language."""
ALIKE = re.compile(r"\$[^$]*\$|```.*?```|`[^`]*`|(?<!\*)\*[^*\n]+\*(?!\*)|<[^>]*>", re.DOTALL)
"""What Markdown has alike in all languages: formulas, code, titles in italics; and its tags."""


def foreign(text: str, lang: str) -> list[str]:
    """English sentences in a Chinese text, Chinese in an English one."""
    return SENTENCE.findall(text) if lang == "zh" else sorted({*HAN.findall(text)} - SWITCH)


def native(text: str, lang: str) -> bool:
    """Whether the text says anything in the language."""
    return bool((HAN if lang == "zh" else SENTENCE).search(text))
