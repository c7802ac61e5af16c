package dev.loopmend.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.loopmend.edit.FileEdits;
import dev.loopmend.edit.TextEdit;
import dev.loopmend.engine.ChangeSet;
import dev.loopmend.engine.FileOutcome;
import dev.loopmend.recipe.Finding;
import dev.loopmend.recipe.Location;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.recipe.Severity;
import dev.loopmend.text.Formats;
import dev.loopmend.text.Origin;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Findings as SARIF 2.1.0 (OASIS), as code scanning services read it. `fixes` gives the complete
/// edits of a finding's fix, imports and helpers included; none where it is not to be offered.
public record SarifReport(Places places, String version, Function<Finding, List<FileEdits>> fixes) {
  private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

  /// The log of one run of recipes, as one JSON object that ends in a line end.
  public String of(ChangeSet set, List<Recipe> recipes) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("$schema", SCHEMA);
      json.writeStringField("version", "2.1.0");
      json.writeArrayFieldStart("runs");
      json.writeStartObject();
      SarifRules rules = SarifRules.of(recipes, set.left());
      rules.write(json, version);
      invocation(json, set.skipped());
      json.writeStringField("columnKind", "unicodeCodePoints");
      json.writeArrayFieldStart("results");
      Fingerprints fingerprints = new Fingerprints();
      for (Finding finding : set.left()) {
        result(json, finding, rules.index(finding.recipe()), fingerprints.of(finding));
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.append('\n').toString();
  }

  /// The files that could not be worked on are notifications of the run.
  private void invocation(JsonGenerator json, List<FileOutcome.Skipped> skipped)
      throws IOException {
    json.writeArrayFieldStart("invocations");
    json.writeStartObject();
    json.writeBooleanField("executionSuccessful", true);
    json.writeArrayFieldStart("toolExecutionNotifications");
    for (FileOutcome.Skipped file : skipped) {
      json.writeStartObject();
      json.writeStringField("level", "warning");
      text(json, "message", "skipped: " + file.why());
      json.writeArrayFieldStart("locations");
      json.writeStartObject();
      json.writeObjectFieldStart("physicalLocation");
      artifact(json, file.path());
      if (file.line() > 0) {
        json.writeObjectFieldStart("region");
        json.writeNumberField("startLine", file.line());
        json.writeNumberField("startColumn", Math.max(1, file.column()));
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
  }

  private void result(JsonGenerator json, Finding finding, int rule, String fingerprint)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("ruleId", finding.recipe());
    json.writeNumberField("ruleIndex", rule);
    json.writeStringField("level", level(finding.severity()));
    text(json, "message", finding.message() + " [" + TextReport.fix(finding.safety()) + "]");
    json.writeArrayFieldStart("locations");
    location(json, finding.at(), Optional.empty(), 0);
    json.writeEndArray();
    List<Finding.Note> notes =
        finding.notes().stream().filter(note -> !note.message().isBlank()).distinct().toList();
    if (!notes.isEmpty()) {
      json.writeArrayFieldStart("relatedLocations");
      for (int at = 0; at < notes.size(); at++) {
        location(json, notes.get(at).at(), Optional.of(notes.get(at).message()), at + 1);
      }
      json.writeEndArray();
    }
    json.writeObjectFieldStart("partialFingerprints");
    json.writeStringField("primaryLocationLineHash", fingerprint);
    json.writeEndObject();
    fix(json, fixes.apply(finding), finding);
    json.writeObjectFieldStart("properties");
    json.writeStringField("form", finding.form());
    json.writeStringField("safety", finding.safety().level().word());
    json.writeStringField("because", finding.safety().because());
    json.writeEndObject();
    json.writeEndObject();
  }

  static String level(Severity severity) {
    return switch (severity) {
      case INFO -> "note";
      case WARNING -> "warning";
      case ERROR -> "error";
    };
  }

  private void location(JsonGenerator json, Location at, Optional<String> message, int id)
      throws IOException {
    json.writeStartObject();
    if (message.isPresent()) {
      json.writeNumberField("id", id);
    }
    json.writeObjectFieldStart("physicalLocation");
    artifact(json, at.path());
    region(json, "region", at.line(), at.column(), at.endLine(), at.endColumn());
    json.writeEndObject();
    if (message.isPresent()) {
      text(json, "message", message.get());
    }
    json.writeEndObject();
  }

  private void fix(JsonGenerator json, List<FileEdits> files, Finding finding) throws IOException {
    // An edit of Python in a notebook is none of the JSON that holds it.
    if (files.isEmpty() || files.stream().anyMatch(file -> Formats.isNotebook(file.path()))) {
      return;
    }
    json.writeArrayFieldStart("fixes");
    json.writeStartObject();
    text(json, "description", TextReport.fix(finding.safety()));
    json.writeArrayFieldStart("artifactChanges");
    for (FileEdits file : files) {
      Optional<Origin> origin = places.origins().apply(file.path());
      if (origin.isPresent() && !file.edits().isEmpty()) {
        json.writeStartObject();
        artifact(json, file.path());
        json.writeArrayFieldStart("replacements");
        for (TextEdit edit : file.edits()) {
          replacement(json, edit, origin.get());
        }
        json.writeEndArray();
        json.writeEndObject();
      }
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
  }

  private static void replacement(JsonGenerator json, TextEdit edit, Origin origin)
      throws IOException {
    Origin.Place from = origin.place(edit.span().start());
    Origin.Place to = origin.place(edit.span().end());
    json.writeStartObject();
    region(json, "deletedRegion", from.line(), from.column(), to.line(), to.column());
    text(json, "insertedContent", edit.replacement());
    json.writeEndObject();
  }

  private static void region(
      JsonGenerator json, String name, int line, int column, int endLine, int endColumn)
      throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("startLine", line);
    json.writeNumberField("startColumn", column);
    json.writeNumberField("endLine", endLine);
    json.writeNumberField("endColumn", endColumn);
    json.writeEndObject();
  }

  private void artifact(JsonGenerator json, String shown) throws IOException {
    String path = places.path(shown);
    json.writeObjectFieldStart("artifactLocation");
    json.writeStringField("uri", uri(path));
    if (!path.startsWith("/")) {
      json.writeStringField("uriBaseId", "%SRCROOT%");
    }
    json.writeEndObject();
  }

  /// A path as a URI, percent-encoded: relative, or with the scheme `file`.
  private static String uri(String path) {
    try {
      return path.startsWith("/")
          ? new URI("file", "", path, null, null).toASCIIString()
          : new URI(null, null, "/" + path, null, null).toASCIIString().substring(1);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(path, e);
    }
  }

  static void text(JsonGenerator json, String name, String text) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("text", text);
    json.writeEndObject();
  }
}
