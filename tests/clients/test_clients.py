"""The server under a client that others wrote, with what real editors say of themselves.

pytest-lsp reads every answer into the protocol's types and complains of what the editor could not understand.
"""

import os
import pathlib

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

REPORTS = sorted((pathlib.Path(__file__).parent.parent / "reports").glob("*.txt"))

# Each counts characters in its own way; Neovim asks for diagnostics, the others are sent them.
EDITORS = {
    "visual-studio-code": types.PositionEncodingKind.Utf16,
    "neovim": types.PositionEncodingKind.Utf8,
    "emacs": types.PositionEncodingKind.Utf32,
}


@pytest_lsp.fixture(
    config=ClientServerConfig(server_command=[os.environ["GAIREPORT_LSP"]]),
    params=EDITORS,
)
async def editor(request, lsp_client: LanguageClient):
    # What the editors say they understand and the client by itself does not answer.
    for method in (
        types.CLIENT_REGISTER_CAPABILITY,
        types.WORKSPACE_CODE_LENS_REFRESH,
        types.WORKSPACE_INLAY_HINT_REFRESH,
    ):
        lsp_client.feature(method)(lambda *_: None)
    params = types.InitializeParams(
        capabilities=client_capabilities(request.param),
        locale="zh-cn",
        workspace_folders=[
            types.WorkspaceFolder(uri=REPORTS[0].parent.as_uri(), name="reports")
        ],
    )
    result = await lsp_client.initialize_session(params)
    assert result.capabilities.position_encoding == EDITORS[request.param]
    yield
    await lsp_client.shutdown_session()


def units(text: str, encoding: str) -> int:
    """Length of a text as the editor counts it."""
    codec, width = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}[encoding]
    return len(text.encode(codec)) // width


def index(text: str, position: types.Position, encoding: str) -> int:
    """The character at a position."""
    lines = text.split("\n")
    at = sum(len(line) + 1 for line in lines[: position.line])
    left = position.character
    for character in lines[position.line] if position.line < len(lines) else "":
        if left <= 0:
            break
        left -= units(character, encoding)
        at += 1
    return min(at, len(text))


def edited(text: str, edits, encoding) -> str:
    """The text after edits that all refer to it as it was."""
    for edit in sorted(edits, key=lambda edit: (edit.range.start.line, edit.range.start.character), reverse=True):
        start, end = (index(text, place, encoding) for place in (edit.range.start, edit.range.end))
        text = text[:start] + edit.new_text + text[end:]
    return text


def encoding_of(client: LanguageClient) -> str:
    general = client.capabilities.general
    named = general.position_encodings if general else None
    return str(getattr(named[0], "value", named[0])) if named else "utf-16"


def asks(client: LanguageClient) -> bool:
    return client.capabilities.text_document.diagnostic is not None


async def opened(client: LanguageClient, path: pathlib.Path, text: str):
    """Opens a draft and returns what was found in it."""
    document = types.TextDocumentItem(uri=path.as_uri(), language_id="plaintext", version=1, text=text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=document))
    return await found(client, path.as_uri())


async def found(client: LanguageClient, uri: str):
    """The findings of a draft; a rule that failed fails the test."""
    if asks(client):
        params = types.DocumentDiagnosticParams(text_document=types.TextDocumentIdentifier(uri=uri))
        diagnostics = list((await client.text_document_diagnostic_async(params)).items)
    else:
        await client.wait_for_notification("textDocument/publishDiagnostics")
        diagnostics = list(client.diagnostics[uri])
    assert [one for one in diagnostics if one.code == "internal-error"] == []
    return diagnostics


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem[:3])
async def test_findings_stand_on_words_of_the_draft(editor: LanguageClient, path: pathlib.Path):
    text = path.read_text(encoding="utf-8")
    encoding = encoding_of(editor)
    diagnostics = await opened(editor, path, text)
    assert diagnostics
    for diagnostic in diagnostics:
        start, end = (index(text, place, encoding) for place in (diagnostic.range.start, diagnostic.range.end))
        assert start < end, diagnostic


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem[:3])
async def test_a_fix_that_is_taken_removes_its_finding(editor: LanguageClient, path: pathlib.Path):
    text = path.read_text(encoding="utf-8")
    encoding = encoding_of(editor)
    diagnostics = await opened(editor, path, text)
    taken = 0
    for version, diagnostic in enumerate(diagnostics, start=2):
        actions = await editor.text_document_code_action_async(
            types.CodeActionParams(
                text_document=types.TextDocumentIdentifier(uri=path.as_uri()),
                range=diagnostic.range,
                context=types.CodeActionContext(diagnostics=[diagnostic], only=[types.CodeActionKind.QuickFix]),
            )
        )
        fixes = [action for action in actions if any(one.message == diagnostic.message for one in action.diagnostics or [])]
        if not fixes:
            continue
        edit = fixes[0].edit
        edits = edit.document_changes[0].edits if edit.document_changes else edit.changes[path.as_uri()]
        await change(editor, path.as_uri(), version, edited(text, edits, encoding))
        left = await found(editor, path.as_uri())
        same = [one for one in left if (one.code, one.message) == (diagnostic.code, diagnostic.message)]
        before = [one for one in diagnostics if (one.code, one.message) == (diagnostic.code, diagnostic.message)]
        assert len(same) < len(before), fixes[0].title
        taken += 1
        break
    assert taken or not diagnostics


async def change(client: LanguageClient, uri: str, version: int, text: str):
    client.text_document_did_change(
        types.DidChangeTextDocumentParams(
            text_document=types.VersionedTextDocumentIdentifier(uri=uri, version=version),
            content_changes=[types.TextDocumentContentChangeWholeDocument(text=text)],
        )
    )


async def test_every_request_has_an_answer_that_the_editor_understands(editor: LanguageClient):
    path = REPORTS[0]
    text = path.read_text(encoding="utf-8")
    diagnostics = await opened(editor, path, text)
    document = types.TextDocumentIdentifier(uri=path.as_uri())
    at = {"text_document": document, "position": diagnostics[0].range.start}
    everything = types.Range(start=types.Position(0, 0), end=types.Position(10_000, 0))
    options = types.FormattingOptions(tab_size=4, insert_spaces=True)

    hover = await editor.text_document_hover_async(types.HoverParams(**at))
    assert hover.contents.value
    offers = await editor.text_document_completion_async(types.CompletionParams(**at))
    for item in offers.items[:5]:
        await editor.completion_item_resolve_async(item)
    symbols = await editor.text_document_document_symbol_async(types.DocumentSymbolParams(document))
    assert symbols
    assert await editor.workspace_symbol_async(types.WorkspaceSymbolParams(query="行政复议"))
    await editor.text_document_document_highlight_async(types.DocumentHighlightParams(**at))
    await editor.text_document_definition_async(types.DefinitionParams(**at))
    await editor.text_document_references_async(
        types.ReferenceParams(context=types.ReferenceContext(include_declaration=True), **at)
    )
    assert await editor.text_document_folding_range_async(types.FoldingRangeParams(document))
    assert await editor.text_document_selection_range_async(types.SelectionRangeParams(document, [at["position"]]))
    await editor.text_document_document_link_async(types.DocumentLinkParams(document))
    assert await editor.text_document_code_lens_async(types.CodeLensParams(document))
    await editor.text_document_inlay_hint_async(types.InlayHintParams(document, everything))
    await editor.text_document_formatting_async(types.DocumentFormattingParams(document, options))
    await editor.text_document_range_formatting_async(types.DocumentRangeFormattingParams(document, everything, options))
    actions = await editor.text_document_code_action_async(
        types.CodeActionParams(document, everything, types.CodeActionContext(diagnostics=[]))
    )
    for action in actions:
        if isinstance(action, types.CodeAction) and action.edit is None:
            assert (await editor.code_action_resolve_async(action)).edit
    figures = await editor.workspace_execute_command_async(
        types.ExecuteCommandParams("gaireport.server.figures", [{"uri": path.as_uri()}])
    )
    assert figures["reports"]


async def test_a_closed_draft_has_no_findings_left(editor: LanguageClient):
    path = REPORTS[1]
    assert await opened(editor, path, path.read_text(encoding="utf-8"))
    document = types.TextDocumentIdentifier(uri=path.as_uri())
    editor.text_document_did_close(types.DidCloseTextDocumentParams(document))
    if asks(editor):
        assert await found(editor, path.as_uri()) == []
    else:
        await editor.wait_for_notification("textDocument/publishDiagnostics")
        assert list(editor.diagnostics[path.as_uri()]) == []
