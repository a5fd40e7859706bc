"""What are the invented people called? Family names by how common they are, given names put together or whole."""

from functools import cache
from random import Random

from portal.search import search_text

FAMILY = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
    "苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史"
    "顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文关佟那富鄂"
)
DOUBLE = ("欧阳", "上官", "司徒", "诸葛", "完颜", "赫连")
FIRST = "志建国文明晓海玉春雪冬俊思佳天子雨梦浩泽宇永德立新振家红丽秀静慧婉若云一"
SECOND = "强伟军平华峰林涛鹏飞龙杰辉宁洋然轩辰琪涵怡婷娜萍芳兰英敏燕菲雯妍远航诚博源森岩松"
SINGLE = "伟强磊军洋勇艳杰娟涛明超霞平刚静丽敏慧宁鑫波斌宇浩凯健俊帆鹏帅旭宁岩雪冰莹璐瑶琳"
FOREIGN = tuple(
    f"{first} {last}"
    for first in ("Anna", "Igor", "Maria", "Sergei", "Olga", "Pavel", "Elena", "Viktor", "Kim", "Emily")
    for last in ("Petrova", "Sokolov", "Ivanova", "Volkov", "Morozova", "Smith", "Novak", "Park", "Tanaka", "Weber")
)
FOREIGN_SHARE, DOUBLE_SHARE, SINGLE_SHARE = 0.01, 0.004, 0.18


def name(chance: Random) -> str:
    """One in a hundred comes from abroad; of the Chinese, one in six has a given name of one character."""
    if chance.random() < FOREIGN_SHARE:
        return chance.choice(FOREIGN)
    return chinese(chance)


def chinese(chance: Random) -> str:
    family = chance.choice(DOUBLE) if chance.random() < DOUBLE_SHARE else _common(chance, FAMILY)
    if chance.random() < SINGLE_SHARE:
        return family + chance.choice(SINGLE)
    return family + chance.choice(FIRST) + chance.choice(SECOND)


def child_of(parent: str, chance: Random) -> str:
    """A child with the parent's family name."""
    family = "示例" if parent.isascii() else parent[: 2 if parent[:2] in DOUBLE else 1]
    return family + chance.choice(FIRST) + chance.choice(SECOND)


@cache
def found_by(name: str) -> str:
    """What the search column holds; many share a name, and pinyin is slow."""
    return search_text(name)


def _common(chance: Random, signs: str) -> str:
    """The first signs far more often than the last, as in life."""
    return signs[int(len(signs) * chance.random() ** 2)]
