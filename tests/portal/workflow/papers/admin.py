"""Where readers decide on papers; a paper marked secret is out of their sight."""

from django.contrib import admin

from portal.workflow.admin import WorkflowAdminMixin

from .models import Paper


class PaperAdmin(WorkflowAdminMixin, admin.ModelAdmin):
    fields = ("title", "pages", "status", "due_on", "taken_at", "taken_by")

    def get_queryset(self, request):
        return super().get_queryset(request).exclude(title="secret")

    def has_view_permission(self, request, obj=None):
        return request.user.is_staff

    def has_change_permission(self, request, obj=None):
        return request.user.is_staff


admin.AdminSite.register(admin.site, Paper, PaperAdmin)  # not by the portal's site, which shows its own rooms only
