"""The connector: the routes of the blueprint, and Kontor behind them."""

import base64
import json
import os
import time
from html import escape
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

from small_flask import Abort, Blueprint

KONTOR_URL = os.environ.get("KONTOR_URL", "http://127.0.0.1:3000")
EDITOR_JS = Path(__file__).with_name("editor.js").read_text()

eurooffice_bp = Blueprint()
_token = {"text": "", "until": 0.0}


def _send(path, data, headers, method):
    try:
        request = Request(KONTOR_URL + path, data=data, headers=headers, method=method)
        with urlopen(request, timeout=30) as response:
            return json.load(response)
    except HTTPError as error:
        problem = json.load(error)
        # What Kontor refuses is told with its code; the person's browser learns no more.
        raise Abort(error.code, problem.get("code", problem.get("error", "refused"))) from error


def _access_token():
    """The application's own token; a new one shortly before it ends."""
    if time.time() > _token["until"]:
        pair = f"{os.environ['CLIENT_ID']}:{os.environ['CLIENT_SECRET']}".encode()
        headers = {"Authorization": "Basic " + base64.b64encode(pair).decode()}
        form = urlencode({"grant_type": "client_credentials"}).encode()
        answer = _send("/oauth/token", form, headers, "POST")
        _token.update(text=answer["access_token"], until=time.time() + answer["expires_in"] - 60)
    return _token["text"]


def kontor(path, person, body=None, content_type="application/json"):
    """A request for one person, with that person's rights in Kontor."""
    headers = {
        "Authorization": f"Bearer {_access_token()}",
        "Kontor-On-Behalf-Of": quote(person),
        "Content-Type": content_type,
    }
    return _send(path, body, headers, "GET" if body is None else "POST")


def current_user(request):
    """The application says who that is; see app.py."""
    raise NotImplementedError


@eurooffice_bp.route("/api/eurooffice/session", methods=["POST"])
def create_session(request):
    wanted = json.dumps({"file_id": request.json["file_id"]}).encode()
    session = kontor("/api/eurooffice/session", current_user(request), wanted)
    return {name: session[name] for name in ("api_js_url", "config")}


@eurooffice_bp.route("/edit/<file_id>")
def edit(request, file_id):
    current_user(request)
    return f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(file_id)}</title>
<style>html, body {{ height: 100%; margin: 0 }}</style>
<div id="editor-container"></div>
<script>
var fileId = "{escape(file_id)}";
{EDITOR_JS}</script>"""
