package dev.loopmend.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.loopmend.engine.ChangeSet;
import dev.loopmend.engine.FileOutcome;
import dev.loopmend.recipe.Finding;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/// Findings as JSON for other programs. The schema, version 1; names are never changed, only added:
///
/// ```
/// version      1
/// findings[]   recipe, form ("" for the only one), path, line, column, end_line, end_column,
///              severity (info, warning, error), safety (safe, unsafe, report), because ("" for
///              a safe fix), message, notes[], edits[], requests[], shown_by (the folder of the
///              sources with the case in which such a fix is run, "" if there is no fix or no case)
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
/// file when fixes are made. Paths are relative to the current directory below it, else absolute.
/// Places in a notebook have `cell` and `cell_line` too, cells of every kind counted from 1: `line`
/// is that of the file as it is stored, `column` that of the line of Python, and `start` and `end`
/// count in its code cells, one after the other with a line break between.
public record JsonReport(Places places) {
  private static final int VERSION = 1;

  /// The report as one JSON object that ends in a line end.
  public String of(ChangeSet set) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeNumberField("version", VERSION);
      json.writeArrayFieldStart("findings");
      FindingJson writer = new FindingJson(places);
      for (Finding finding : set.left()) {
        writer.write(json, finding);
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

  /// The findings alone, each as one JSON object in a line of its own.
  public String lines(ChangeSet set) {
    StringWriter text = new StringWriter();
    FindingJson writer = new FindingJson(places);
    for (Finding finding : set.left()) {
      try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
        writer.write(json, finding);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      text.append('\n');
    }
    return text.toString();
  }

  private void skipped(JsonGenerator json, FileOutcome.Skipped file) throws IOException {
    json.writeStartObject();
    json.writeStringField("path", places.path(file.path()));
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
