"""How every form on the site is drawn: the project's field component instead of Django's."""

from django.forms.renderers import TemplatesSetting


class PortalFormRenderer(TemplatesSetting):
    form_template_name = "components/fields.html"
    field_template_name = "components/field.html"
