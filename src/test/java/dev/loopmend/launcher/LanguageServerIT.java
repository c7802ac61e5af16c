package dev.loopmend.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `loopmend lsp` of the image, spoken to byte by byte over its standard input and output.
@Timeout(120)
class LanguageServerIT {
  /// The longest that an editor may wait for what a keystroke changes, in milliseconds.
  private static final long KEYSTROKE = 100;

  private static final int LINES = 1000;
  private static final ObjectMapper JSON = new ObjectMapper();
  @TempDir Path top;
  private Desk desk;
  private Process server;
  private InputStream out;
  private OutputStream in;
  private int ids;

  @BeforeEach
  void start() throws Exception {
    desk = Desk.in(top);
    desk.write("pyproject.toml", "[project]\nname = 'it'\n");
    server =
        desk.builder(Map.of(), Desk.image("lsp"))
            .redirectError(top.resolve("err").toFile())
            .start();
    in = server.getOutputStream();
    out = server.getInputStream();
  }

  @AfterEach
  void stop() {
    server.destroyForcibly();
  }

  @Test
  void speaksTheProtocolAndNothingElse() throws Exception {
    JsonNode capabilities = initialize().at("/result/capabilities");
    assertThat(capabilities.at("/textDocumentSync/change").asInt()).isEqualTo(2);
    assertThat(capabilities.at("/positionEncoding").asText()).isEqualTo("utf-16");

    open("a.py", "import time\n\n\nasync def f():\n    time.sleep(1)\n");
    JsonNode told = diagnostics("a.py", 1);
    assertThat(told.at("/0/code").asText()).isEqualTo("blocking-call-in-coroutine");
    assertThat(told.at("/0/range").toString())
        .isEqualTo(
            "{\"start\":{\"line\":4,\"character\":4},\"end\":{\"line\":4,\"character\":17}}");

    JsonNode actions =
        ask(
            "textDocument/codeAction",
            """
            {"textDocument":{"uri":"%s"},"range":%s,"context":{"diagnostics":[]}}\
            """
                .formatted(uri("a.py"), told.at("/0/range")));
    assertThat(actions.at("/result/0/isPreferred").asBoolean()).isTrue();
    assertThat(actions.at("/result/0/edit/changes").toString()).contains("await asyncio.sleep");

    assertThat(ask("loopmend/nothing", "{}").at("/error/code").asInt()).isEqualTo(-32601);
    assertThat(ask("shutdown", "null").get("result").isNull()).isTrue();
    send("exit", "null");
    assertThat(server.waitFor()).isZero();
    assertThat(out.readAllBytes()).isEmpty();
  }

  @Test
  void endsWhenItsInputDoes() throws Exception {
    initialize();
    in.close();

    assertThat(server.waitFor()).isEqualTo(1);
  }

  @Test
  void tellsWhatAKeystrokeChangesInTime() throws Exception {
    StringBuilder text = new StringBuilder("import asyncio\nimport time\n");
    for (int number = 0; text.toString().lines().count() < LINES; number++) {
      text.append(
          """


          async def handle_%1$d(store, number):
              # loads what the store has under a number
              found = await store.load(number + %1$d)
              if found is None:
                  raise KeyError(number)
              return {"number": number, "found": found}
          """
              .formatted(number));
    }
    text.append("\n\nasync def main(store):\n    asyncio.create_task(handle_1(store, 1))\n");
    initialize();
    open("big.py", text.toString());
    assertThat(diagnostics("big.py", 1)).hasSize(1);
    int line = (int) text.toString().lines().count();
    List<Long> times = new ArrayList<>();

    for (int version = 2; version <= 102; version++) {
      long start = System.nanoTime();
      change("big.py", version, line, version - 2, "# another word of a long comment ");
      assertThat(diagnostics("big.py", version)).hasSize(1);
      times.add((System.nanoTime() - start) / 1_000_000);
    }

    List<Long> warm = new ArrayList<>(times.subList(50, times.size()));
    warm.sort(Long::compare);
    assertThat(warm.get(warm.size() / 2)).as("ms, sorted: " + warm).isLessThan(KEYSTROKE);
  }

  /// Types one character of a text at a column of a line.
  private void change(String name, int version, int line, int column, String text)
      throws IOException {
    String place = "{\"line\":%d,\"character\":%d}".formatted(line, column);
    send(
        "textDocument/didChange",
        """
        {"textDocument":{"uri":"%s","version":%d},
         "contentChanges":[{"range":{"start":%s,"end":%s},"text":"%s"}]}\
        """
            .formatted(uri(name), version, place, place, text.charAt(column % text.length())));
  }

  private JsonNode initialize() throws IOException {
    JsonNode answer =
        ask(
            "initialize",
            "{\"processId\":null,\"rootUri\":\"%s\",\"capabilities\":{}}"
                .formatted(desk.folder().toUri()));
    send("initialized", "{}");
    return answer;
  }

  private String uri(String name) {
    return desk.folder().resolve(name).toUri().toString();
  }

  private void open(String name, String text) throws IOException {
    Files.writeString(desk.folder().resolve(name), "");
    send(
        "textDocument/didOpen",
        """
        {"textDocument":{"uri":"%s","languageId":"python","version":1,"text":%s}}\
        """
            .formatted(uri(name), JSON.writeValueAsString(text)));
  }

  private JsonNode diagnostics(String name, int version) throws IOException {
    return await(
            message ->
                message.path("method").asText().equals("textDocument/publishDiagnostics")
                    && message.at("/params/uri").asText().equals(uri(name))
                    && message.at("/params/version").asInt() == version)
        .at("/params/diagnostics");
  }

  private JsonNode ask(String method, String params) throws IOException {
    int id = ++ids;
    send("\"id\":" + id + ",", method, params);
    return await(message -> message.path("id").asInt() == id);
  }

  private void send(String method, String params) throws IOException {
    send("", method, params);
  }

  private void send(String id, String method, String params) throws IOException {
    String message =
        "{\"jsonrpc\":\"2.0\",%s\"method\":\"%s\",\"params\":%s}".formatted(id, method, params);
    byte[] bytes = message.getBytes(UTF_8);
    in.write(("Content-Length: " + bytes.length + "\r\n\r\n").getBytes(UTF_8));
    in.write(bytes);
    in.flush();
  }

  private JsonNode await(Predicate<JsonNode> wanted) throws IOException {
    while (true) {
      JsonNode message = read();
      if (wanted.test(message)) {
        return message;
      }
    }
  }

  /// Reads one message; anything that is none is a failure.
  private ObjectNode read() throws IOException {
    int length = -1;
    for (String header = line(); !header.isEmpty(); header = line()) {
      assertThat(header).matches("Content-(Length|Type): .*");
      if (header.startsWith("Content-Length: ")) {
        length = Integer.parseInt(header.substring("Content-Length: ".length()));
      }
    }
    return (ObjectNode) JSON.readTree(out.readNBytes(length));
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = out.read(); next != '\n'; next = out.read()) {
      assertThat(next).as("the end of the output").isNotNegative();
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }
}
