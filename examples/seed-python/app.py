"""An application with people of its own: the cookie is its own, and so is the list."""

import os
import secrets
from html import escape

import eurooffice_connector
from eurooffice_connector import eurooffice_bp, kontor
from small_flask import Abort, Flask

PASSWORDS = {"alice": "of alice", "bob": "of bob"}
PEOPLE = {}  # session -> name

app = Flask()


def current_user(request):
    person = PEOPLE.get(request.cookies.get("app_session"))
    if person is None:
        raise Abort(401, "Sign in first")
    return person


eurooffice_connector.current_user = current_user
app.register_blueprint(eurooffice_bp)


@app.route("/login", methods=["POST"])
def login(request):
    name, password = request.form.get("name", ""), request.form.get("password", "")
    if not secrets.compare_digest(PASSWORDS.get(name, "").encode(), password.encode()) or not password:
        raise Abort(403, "Wrong name or password")
    session = secrets.token_urlsafe(32)
    PEOPLE[session] = name
    cookie = f"app_session={session}; HttpOnly; SameSite=Lax; Path=/"
    return "", 303, {"Location": "/", "Set-Cookie": cookie}


@app.route("/")
def index(request):
    if request.cookies.get("app_session") not in PEOPLE:
        return """<!doctype html><title>Sign in</title><form method="post" action="/login">
<input name="name" placeholder="alice"><input name="password" type="password" placeholder="of alice">
<button>Sign in</button></form>"""
    documents = kontor("/api/documents", current_user(request))["documents"]
    items = [f'<li><a href="/edit/{d["id"]}">{escape(d["title"])}</a></li>' for d in documents]
    return f"""<!doctype html><title>My documents</title><h1>Documents</h1><ul>{"".join(items)}</ul>
<form method="post" action="/new"><button>New</button></form>"""


@app.route("/new", methods=["POST"])
def new(request):
    made = kontor("/api/documents?title=Letter.txt", current_user(request), b"Dear Bob", "text/plain")
    return "", 303, {"Location": f"/edit/{made['id']}"}


app.run("127.0.0.1", int(os.environ.get("PORT", "5000")))
