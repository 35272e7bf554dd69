"""Byte pairs as Hugging Face's tokenizers merges them: `python make_bpe.py > bpe.json` (needs tokenizers)."""
import json, pathlib, random

import tokenizers

HAND = [
    "I'll say it's they're we've 'tis I'd I'm don't  two  blanks\n\n\nlines \t tabs  ", "aaaa aaaaa aaa aaaaaaa", "---- -- ------- ---",
    "x²½ ٣٤ Ⅷ 1234 12a34", "é e\u0301 naïve 中文字 かな 👍🏽 \u00a0nbsp\u3000wide \u2028 sep", "''s'S 'sa 'l l'l 'll'", "   \n  \n a", " ", "\n",
]
POOLS = ["ab", "aab -", " -", "  \n\tab", "abc'sdtrevml ", "0123 9a.", "éèaß中文字 ", "a\u0301\u00a0\u3000 x", "ababab🙂👍 ", "-"]


def trained(text, size):
    tokenizer = tokenizers.ByteLevelBPETokenizer()
    tokenizer.train_from_iterator([text], vocab_size=size, min_frequency=2, show_progress=False)
    merges = json.loads(tokenizer.to_str())["model"]["merges"]
    return tokenizer, [" ".join(pair) for pair in merges]


def drawn(generator):
    pool = generator.choice(POOLS)
    if generator.random() < 0.5:
        words = ["".join(generator.choices(pool, k=generator.randint(1, 8))) for _ in range(9)]
        return "".join(generator.choices(words, k=60))
    if generator.random() < 0.3:
        return "".join(chr(generator.choice([generator.randint(32, 0x24F), generator.randint(0x300, 0x2FFF)])) for _ in range(200))
    return "".join(generator.choices(pool, k=200))


def case(text, size=300):
    half = len(text) // 2
    tokenizer, merges = trained(text[:half], size)
    return {"text": text, "size": size, "merges": merges, "tokens": tokenizer.encode(text[half:]).ids}


def shakespeare(size):
    text = (pathlib.Path(__file__).parents[3] / "Examples" / "tinyshakespeare.txt").read_text()
    count = int(len(text) * 0.9)
    tokenizer, merges = trained(text[:count], size)
    ids = tokenizer.encode(text[count:]).ids
    checksum = 0
    for token in ids:
        checksum = (checksum * 31 + token) % 2**63
    return {"size": size, "merges": merges, "tokens": len(ids), "checksum": checksum}


generator = random.Random(14)
print(json.dumps({
    "tokenizers": tokenizers.__version__,
    "cases": [case(text) for text in HAND + [drawn(generator) for _ in range(40)]],
    "shakespeare": [shakespeare(size) for size in (512, 1024)],
}, separators=(",", ":")))
