// Create an editing session
fetch('/api/eurooffice/session', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ file_id: fileId })
})
.then(r => r.json())
.then(data => {
    // Load the Euro-Office JS API
    var script = document.createElement('script');
    script.src = data.api_js_url;
    script.onload = function() {
        new DocsAPI.DocEditor('editor-container', data.config);
    };
    document.head.appendChild(script);
});
