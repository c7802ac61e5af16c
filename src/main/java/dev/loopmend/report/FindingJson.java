package dev.loopmend.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.loopmend.edit.FileEdits;
import dev.loopmend.edit.Fix;
import dev.loopmend.edit.Request;
import dev.loopmend.edit.TextEdit;
import dev.loopmend.recipe.Finding;
import dev.loopmend.recipe.Location;
import dev.loopmend.text.Origin;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Writes a finding as a JSON object; `JsonReport` tells its fields.
record FindingJson(Places places) {

  void write(JsonGenerator json, Finding finding) throws IOException {
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
    json.writeStringField(
        "shown_by", finding.fix().flatMap(_ -> Proof.shownBy(finding)).orElse(""));
    json.writeEndObject();
  }

  private void location(JsonGenerator json, Location at) throws IOException {
    json.writeStringField("path", places.path(at.path()));
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
      Optional<Origin> map = places.origins().apply(file.path());
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

  private void edit(JsonGenerator json, String path, TextEdit edit, Optional<Origin> map)
      throws IOException {
    int start = edit.span().start();
    int end = edit.span().end();
    json.writeStartObject();
    json.writeStringField("path", places.path(path));
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

  private void request(JsonGenerator json, String path, Request request) throws IOException {
    json.writeStartObject();
    json.writeStringField("path", places.path(path));
    switch (request) {
      case Request.ImportModule(String module) -> kind(json, "import", "import " + module);
      case Request.ImportName(String module, String name) ->
          kind(json, "from-import", "from " + module + " import " + name);
      case Request.ImportNameAs(String module, String name, String asName) ->
          kind(json, "from-import", "from " + module + " import " + name + " as " + asName);
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
}
