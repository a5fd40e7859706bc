"""What does an ordinary row look like? One factory a model; traits tell the stories."""

import factory
from django.contrib.auth import get_user_model

PASSWORD = "correct-horse-battery"


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    email = factory.Sequence(lambda number: f"person{number}@example.cn")
    password = factory.django.Password(PASSWORD)

    class Params:
        official = factory.Trait(is_staff=True)
