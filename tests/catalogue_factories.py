"""What does an ordinary row of the catalogue look like, where a test needs fewer than the catalogue that ships?"""

import factory


class SourceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "policies.Source"
        django_get_or_create = ("slug",)

    slug = "gazette"
    title_zh = "公报"
    title_en = "Gazette"


class AuthorityFactory(factory.django.DjangoModelFactory):
    """The province; `city=True` makes a city of it."""

    class Meta:
        model = "policies.Authority"
        django_get_or_create = ("slug",)

    slug = "heilongjiang"
    level = "province"
    name_zh = "黑龙江省"
    name_en = "Heilongjiang"

    class Params:
        city = factory.Trait(
            slug="harbin",
            level="city",
            name_zh="哈尔滨市",
            name_en="Harbin",
            parent=factory.SubFactory("tests.catalogue_factories.AuthorityFactory"),
        )


class TierFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "policies.Tier"
        django_get_or_create = ("slug",)

    letter = factory.Sequence(lambda number: "ABCDE"[number % 5])
    slug = factory.LazyAttribute(lambda tier: tier.letter.lower())
    rank = factory.LazyAttribute(lambda tier: "ABCDE".index(tier.letter) + 1)
    name_zh = factory.LazyAttribute(lambda tier: f"{tier.letter} 级人才")
    name_en = factory.LazyAttribute(lambda tier: f"Talent {tier.letter}")
    summary_zh = "一句话"
    summary_en = "One sentence"
    decided_by = factory.LazyAttribute(lambda tier: "province" if tier.rank <= 3 else "city")
    source = factory.SubFactory(SourceFactory)


class CriterionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "policies.Criterion"

    slug = factory.Sequence(lambda number: f"criterion-{number}")
    tier = factory.SubFactory(TierFactory)
    category = "degree"
    text_zh = "具有博士学位"
    text_en = "Holds a doctorate"
    source = factory.SubFactory(SourceFactory)


class DocumentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "policies.Document"

    slug = factory.Sequence(lambda number: f"document-{number}")
    title_zh = "文件"
    title_en = "Document"
    source = factory.SubFactory(SourceFactory)


class MeasureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "policies.Measure"

    slug = factory.Sequence(lambda number: f"measure-{number}")
    document = factory.SubFactory(DocumentFactory)
    number = factory.Sequence(lambda number: number + 1)
    title_zh = "措施"
    title_en = "Measure"
    text_zh = "条款"
    text_en = "Clause"
    source = factory.SubFactory(SourceFactory)


class ProgrammeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "policies.Programme"

    slug = factory.Sequence(lambda number: f"programme-{number}")
    name_zh = "专项"
    name_en = "Programme"
    region_zh = "黑龙江省"
    region_en = "Heilongjiang"
    summary_zh = "内容"
    summary_en = "Content"
    source = factory.SubFactory(SourceFactory)


class FigureGroupFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "policies.FigureGroup"

    slug = factory.Sequence(lambda number: f"figures-{number}")
    title_zh = "数据"
    title_en = "Figures"
    source = factory.SubFactory(SourceFactory)


class AreaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "services.Area"

    slug = factory.Sequence(lambda number: f"area-{number}")
    name_zh = "医疗保健"
    name_en = "Medical care"


class ServiceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "services.Service"

    number = factory.Sequence(lambda number: number + 100)
    slug = factory.LazyAttribute(lambda service: f"service-{service.number}")
    area = factory.SubFactory(AreaFactory)
    name_zh = "服务"
    name_en = "Service"
    summary_zh = "内容"
    summary_en = "Content"
    delivery = "counter"
    limit_unit_zh = "次"
    limit_unit_en = "visits"
    deliverer_zh = "医院"
    deliverer_en = "hospital"
    is_working = True
    source = factory.SubFactory(SourceFactory)


class EntitlementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "services.Entitlement"

    service = factory.SubFactory(ServiceFactory)
    tier = factory.SubFactory(TierFactory)
