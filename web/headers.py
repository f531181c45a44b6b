"""Security headers on every answer, errors and files too."""

from __future__ import annotations

from flask import Flask, Response, request
from secure import Secure
from secure.headers import (
    ContentSecurityPolicy,
    CrossOriginOpenerPolicy,
    CrossOriginResourcePolicy,
    PermissionsPolicy,
    ReferrerPolicy,
    StrictTransportSecurity,
    XContentTypeOptions,
    XFrameOptions,
)


def policy(https: bool) -> Secure:
    """Nothing from outside, nothing inline; HTTPS is enforced only where the product is served by it."""
    content = (
        ContentSecurityPolicy()
        .default_src("'none'")
        .script_src("'self'")
        .style_src("'self'")
        .img_src("'self'", "data:")
        .media_src("'self'")
        .font_src("'self'")
        .connect_src("'self'")
        .manifest_src("'self'")
        .form_action("'self'")
        .base_uri("'none'")
        .frame_ancestors("'none'")
        .object_src("'none'")
    )
    return Secure(
        csp=content,
        hsts=StrictTransportSecurity().max_age(31_536_000) if https else None,
        xcto=XContentTypeOptions().nosniff(),
        xfo=XFrameOptions().deny(),
        referrer=ReferrerPolicy().same_origin(),
        permissions=PermissionsPolicy().camera("self").geolocation().microphone(),
        coop=CrossOriginOpenerPolicy().same_origin(),
        corp=CrossOriginResourcePolicy().same_origin(),
    )


KEPT = 300
"""Seconds for which styles and scripts are not asked for anew: an upgrade is whole on every screen after them."""

UNSEARCHED = "noindex, noarchive"
"""Nobody's search engine keeps a copy of a name after it has left the public register."""


def install(app: Flask, https: bool) -> None:
    fixed = policy(https).headers

    @app.after_request
    def protect(response: Response) -> Response:
        for name, value in fixed.items():
            response.headers.setdefault(name, value)
        response.headers["X-Robots-Tag"] = UNSEARCHED
        if request.endpoint == "static" and response.status_code < 400:
            response.headers["Cache-Control"] = f"public, max-age={KEPT}"
        elif "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        return response
