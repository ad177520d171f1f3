"""The server for agents under the protocol's own Python client."""

import json
import os
import pathlib
import subprocess

import pytest
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

BINARY = os.environ["GAIREPORT_LSP"]
REPORTS = pathlib.Path(__file__).parent.parent / "reports"


def text(result):
    return "".join(block.text for block in result.content)


@pytest.mark.asyncio
async def test_an_agent_checks_a_folder_and_stays_in_it():
    server = StdioServerParameters(command=BINARY, args=["--mcp", str(REPORTS)])
    async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
        await session.initialize()
        tools = await session.list_tools()
        assert [tool.name for tool in tools.tools] == ["check", "extract", "explain", "list_rules", "fix"]

        report = sorted(REPORTS.glob("*.txt"))[0]
        checked = json.loads(text(await session.call_tool("check", {"paths": [report.name]})))
        printed = subprocess.run(
            [BINARY, "--check", report, "--format", "json"], stdout=subprocess.PIPE, check=False
        )
        assert checked["files"][0]["findings"] == json.loads(printed.stdout)["files"][0]["findings"]

        outside = await session.call_tool("check", {"paths": ["/etc/passwd"]})
        assert failed(outside) and "/etc/passwd" in text(outside)

        long = "年" * (17 * 1024 * 1024 // 3)
        answer = await session.call_tool("check", {"text": long, "name": "long.md"})
        assert "16 MiB" in text(answer)
        assert not failed(await session.call_tool("explain", {"rule": "file-too-large"}))


def failed(result):
    return getattr(result, "isError", None) or getattr(result, "is_error", None) or False
