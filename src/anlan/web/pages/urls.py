"""Addresses of the frame."""

from django.urls import path

from anlan.web.pages import frame, style_guide

app_name = "web"
urlpatterns = [
    path("status/", frame.status, name="status"),
    path("manifest.webmanifest", frame.manifest, name="manifest"),
    path("styleguide/phone/", style_guide.phone_guide, name="phone_guide"),
    path("styleguide/document/", style_guide.document_guide, name="document_guide"),
    path("styleguide/", style_guide.style_guide, name="style_guide"),
    path("sw.js", frame.service_worker, name="service_worker"),
]
