package dev.loopmend.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.loopmend.edit.FileEdits;
import dev.loopmend.edit.Fix;
import dev.loopmend.edit.Request;
import dev.loopmend.edit.TextEdit;
import dev.loopmend.engine.ChangeSet;
import dev.loopmend.engine.FileOutcome;
import dev.loopmend.recipe.Finding;
import dev.loopmend.recipe.Location;
import dev.loopmend.text.Origin;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Findings as JSON for other programs. The schema, version 1; names are never changed, only added:
///
/// ```
/// version      1
/// findings[]   recipe, form ("" for the only one), path, line, column, end_line, end_column,
///              severity (info, warning, error), safety (safe, unsafe, report), because ("" for
///              a safe fix), message, notes[], edits[], requests[]
///   notes[]    path, line, column, end_line, end_column, message
///   edits[]    path, line, column, end_line, end_column, start, end, replacement
///   requests[] path, kind (import, from-import, import-as, definition), text
/// skipped[]    path, line, column (0 where there is no place), why
/// statistics   files_read, files_parsed, files_skipped, findings, suppressed
/// ```
///
/// Lines and columns count from 1, columns in code points; an end is that behind the last
/// character. `start` and `end` count UTF-16 units of the decoded text from 0, a byte order mark
/// not counted. Requests are imports and definitions that a fix needs and that are placed once per
/// file when fixes are made. `origins` tells where the text of a file comes from that edits refer
/// to. Places in a notebook have `cell` and `cell_line` too, cells of every kind counted from 1:
/// `line` is that of the file as it is stored, `column` that of the line of Python, and `start` and
/// `end` count in its code cells, one after the other with a line break between.
public record JsonReport(Function<String, Optional<Origin>> origins) {
  private static final int VERSION = 1;

  /// The report as one JSON object that ends in a line end.
  public String of(ChangeSet set) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeNumberField("version", VERSION);
      json.writeArrayFieldStart("findings");
      for (Finding finding : set.left()) {
        finding(json, finding);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("skipped");
      for (FileOutcome.Skipped file : set.skipped()) {
        skipped(json, file);
      }
      json.writeEndArray();
      statistics(json, set);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.append('\n').toString();
  }

  private void finding(JsonGenerator json, Finding finding) throws IOException {
    json.writeStartObject();
    json.writeStringField("recipe", finding.recipe());
    json.writeStringField("form", finding.form());
    location(json, finding.at());
    json.writeStringField("severity", finding.severity().word());
    json.writeStringField("safety", finding.safety().level().word());
    json.writeStringField("because", finding.safety().because());
    json.writeStringField("message", finding.message());
    json.writeArrayFieldStart("notes");
    for (Finding.Note note : finding.notes()) {
      json.writeStartObject();
      location(json, note.at());
      json.writeStringField("message", note.message());
      json.writeEndObject();
    }
    json.writeEndArray();
    fix(json, finding.fix());
    json.writeEndObject();
  }

  private static void location(JsonGenerator json, Location at) throws IOException {
    json.writeStringField("path", at.path());
    place(json, at.line(), at.column(), at.endLine(), at.endColumn());
    cell(json, at.cell());
  }

  private static void cell(JsonGenerator json, Optional<Origin.CellLine> cell) throws IOException {
    if (cell.isPresent()) {
      json.writeNumberField("cell", cell.get().cell());
      json.writeNumberField("cell_line", cell.get().line());
    }
  }

  private static void place(JsonGenerator json, int line, int column, int endLine, int endColumn)
      throws IOException {
    json.writeNumberField("line", line);
    json.writeNumberField("column", column);
    json.writeNumberField("end_line", endLine);
    json.writeNumberField("end_column", endColumn);
  }

  private void fix(JsonGenerator json, Optional<Fix> fix) throws IOException {
    json.writeArrayFieldStart("edits");
    for (FileEdits file : fix.map(Fix::files).orElse(List.of())) {
      Optional<Origin> map = origins.apply(file.path());
      for (TextEdit edit : file.edits()) {
        edit(json, file.path(), edit, map);
      }
    }
    json.writeEndArray();
    json.writeArrayFieldStart("requests");
    for (FileEdits file : fix.map(Fix::files).orElse(List.of())) {
      for (Request request : file.requests()) {
        request(json, file.path(), request);
      }
    }
    json.writeEndArray();
  }

  private static void edit(JsonGenerator json, String path, TextEdit edit, Optional<Origin> map)
      throws IOException {
    int start = edit.span().start();
    int end = edit.span().end();
    json.writeStartObject();
    json.writeStringField("path", path);
    if (map.isPresent()) {
      Origin.Place from = map.get().place(start);
      Origin.Place to = map.get().place(end);
      place(json, from.line(), from.column(), to.line(), to.column());
      cell(json, from.cell());
    }
    json.writeNumberField("start", start);
    json.writeNumberField("end", end);
    json.writeStringField("replacement", edit.replacement());
    json.writeEndObject();
  }

  private static void request(JsonGenerator json, String path, Request request) throws IOException {
    json.writeStartObject();
    json.writeStringField("path", path);
    switch (request) {
      case Request.ImportModule(String module) -> kind(json, "import", "import " + module);
      case Request.ImportName(String module, String name) ->
          kind(json, "from-import", "from " + module + " import " + name);
      case Request.ImportModuleAs(String module, String name) ->
          kind(json, "import-as", "import " + module + " as " + name);
      case Request.Definition definition -> kind(json, "definition", definition.text());
    }
    json.writeEndObject();
  }

  private static void kind(JsonGenerator json, String kind, String text) throws IOException {
    json.writeStringField("kind", kind);
    json.writeStringField("text", text);
  }

  private static void skipped(JsonGenerator json, FileOutcome.Skipped file) throws IOException {
    json.writeStartObject();
    json.writeStringField("path", file.path());
    json.writeNumberField("line", file.line());
    json.writeNumberField("column", file.column());
    json.writeStringField("why", file.why());
    json.writeEndObject();
  }

  private static void statistics(JsonGenerator json, ChangeSet set) throws IOException {
    json.writeObjectFieldStart("statistics");
    json.writeNumberField("files_read", set.statistics().read());
    json.writeNumberField("files_parsed", set.statistics().parsed());
    json.writeNumberField("files_skipped", set.statistics().skipped());
    json.writeNumberField("findings", set.left().size());
    json.writeNumberField("suppressed", set.statistics().suppressed());
    json.writeEndObject();
  }
}
