"""The few things of Flask that this example uses, on http.server. In your application: from flask import ..."""

import json
import re
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


class Abort(Exception):
    """Ends a request with a status and a text."""

    def __init__(self, status, text):
        super().__init__(text)
        self.status, self.text = status, text


class Request:
    def __init__(self, handler):
        self.method, self.path = handler.command, urlsplit(handler.path).path
        length = int(handler.headers.get("Content-Length") or 0)
        self.body = handler.rfile.read(min(length, 1_000_000))
        cookies = SimpleCookie(handler.headers.get("Cookie", ""))
        self.cookies = {name: morsel.value for name, morsel in cookies.items()}

    @property
    def json(self):
        return json.loads(self.body or b"{}")

    @property
    def form(self):
        return {name: values[0] for name, values in parse_qs(self.body.decode()).items()}


class Blueprint:
    def __init__(self):
        self.routes = []

    def route(self, rule, methods=("GET",)):
        pattern = re.compile(re.sub(r"<(\w+)>", r"(?P<\1>[\\w-]+)", rule) + "$")

        def register(view):
            self.routes.append((pattern, methods, view))
            return view

        return register


class Flask(Blueprint):
    def register_blueprint(self, blueprint):
        self.routes += blueprint.routes

    def answer(self, request):
        """A view returns a text, or JSON, or (either, status, headers)."""
        for pattern, methods, view in self.routes:
            match = pattern.match(request.path)
            if match and request.method in methods:
                return view(request, **match.groupdict())
        raise Abort(404, "Not found")

    def run(self, host, port):
        class Handler(BaseHTTPRequestHandler):
            def handle_any(handler):
                try:
                    answer = self.answer(Request(handler))
                except Abort as abort:
                    answer = (abort.text, abort.status, {"Content-Type": "text/plain"})
                content, status, headers = answer if isinstance(answer, tuple) else (answer, 200, {})
                if not isinstance(content, str):
                    content, headers = json.dumps(content), {"Content-Type": "application/json"}
                body = content.encode()
                handler.send_response(status)
                given = {"Content-Type": "text/html; charset=utf-8", **headers}
                for name, value in {**given, "Content-Length": str(len(body))}.items():
                    handler.send_header(name, value)
                handler.end_headers()
                handler.wfile.write(body)

            do_GET = do_POST = handle_any

            def log_message(handler, *_):
                pass

        with ThreadingHTTPServer((host, port), Handler) as server:
            print(f"The example is ready: http://{host}:{port}", flush=True)
            server.serve_forever()
