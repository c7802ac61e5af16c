package dev.loopmend.notebook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads the JSON of a notebook of nbformat 3 or 4 and notes where its code stands. Outputs are
/// passed over, however large they are.
final class NotebookReader {
  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          // Ex) an output of `NaN`, which Python's json writes and reads
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private static final int OLDEST = 3;
  private static final int NEWEST = 4;

  private final String json;
  private final JsonParser parser;
  private final List<Document.Slot> slots = new ArrayList<>();
  private Optional<String> language = Optional.empty();
  private int format = -1;
  private int cells;
  private boolean hasCells;

  private NotebookReader(String json, JsonParser parser) {
    this.json = json;
    this.parser = parser;
  }

  /// Reads the text of a file.
  static Document.Reading read(String json, boolean byteOrderMark) {
    try (JsonParser parser = JSON.createParser(json)) {
      NotebookReader reader = new NotebookReader(json, parser);
      reader.readRoot();
      Optional<String> refusal = reader.refusal();
      return refusal.isPresent()
          ? new Document.Reading.Refused(0, 0, refusal.get())
          : new Document.Reading.Read(new Document(json, byteOrderMark, reader.slots));
    } catch (StreamReadException e) {
      return new Document.Reading.Refused(
          e.getLocation().getLineNr(),
          e.getLocation().getColumnNr(),
          "it is not valid JSON, as a notebook has to be");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<String> refusal() {
    if (!hasCells) {
      return Optional.of("it is JSON, but no notebook: it has no cells");
    }
    if (format < OLDEST || format > NEWEST) {
      String found = format < 0 ? "an unknown nbformat" : "nbformat " + format;
      return Optional.of("it has " + found + "; Loopmend reads 3 and 4");
    }
    return language
        .filter(name -> !isPython(name))
        .map(name -> "its code is " + name + ", not Python");
  }

  private static boolean isPython(String language) {
    String name = language.toLowerCase(Locale.ROOT);
    return name.startsWith("python") || name.startsWith("ipython");
  }

  private void readRoot() throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      if (parser.currentToken() != null) {
        parser.skipChildren();
      }
      return;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (name) {
        case "cells" -> readCells(value);
        case "worksheets" -> readWorksheets(value);
        case "metadata" -> readMetadata(value);
        case "nbformat" -> {
          if (value == JsonToken.VALUE_NUMBER_INT) {
            format = parser.getIntValue();
          }
        }
        default -> parser.skipChildren();
      }
    }
    // Ex) a second object behind the first
    if (parser.nextToken() != null) {
      throw new JsonParseException(parser, "more behind the end");
    }
  }

  /// nbformat 3 has its cells in worksheets.
  private void readWorksheets(JsonToken value) throws IOException {
    if (value != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return;
    }
    for (JsonToken at = parser.nextToken(); at != JsonToken.END_ARRAY; at = parser.nextToken()) {
      if (at != JsonToken.START_OBJECT) {
        parser.skipChildren();
        continue;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken inner = parser.nextToken();
        if (name.equals("cells")) {
          readCells(inner);
        } else {
          parser.skipChildren();
        }
      }
    }
  }

  private void readMetadata(JsonToken value) throws IOException {
    if (value != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken inner = parser.nextToken();
      switch (name) {
        case "kernelspec" -> {
          Optional<String> found = field(inner, "language");
          language = language.or(() -> found);
        }
        // What the kernel said of itself goes before what it was chosen by.
        case "language_info" -> language = field(inner, "name").or(() -> language);
        default -> parser.skipChildren();
      }
    }
  }

  /// The string that a field of the object at hand holds, of which the last counts.
  private Optional<String> field(JsonToken value, String wanted) throws IOException {
    Optional<String> found = Optional.empty();
    if (value != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return found;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      if (parser.nextToken() == JsonToken.VALUE_STRING && name.equals(wanted)) {
        found = Optional.of(parser.getText());
      } else {
        parser.skipChildren();
      }
    }
    return found;
  }

  private void readCells(JsonToken value) throws IOException {
    if (value != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return;
    }
    hasCells = true;
    for (JsonToken at = parser.nextToken(); at != JsonToken.END_ARRAY; at = parser.nextToken()) {
      cells++;
      if (at == JsonToken.START_OBJECT) {
        readCell();
      } else {
        parser.skipChildren();
      }
    }
  }

  private void readCell() throws IOException {
    String type = "";
    Optional<String> own = Optional.empty();
    Optional<Document.Slot> slot = Optional.empty();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (name) {
        case "cell_type" -> type = value == JsonToken.VALUE_STRING ? parser.getText() : "";
        // nbformat 3 says `input`, and the language of each cell.
        case "source", "input" -> slot = readSource(value);
        case "language" -> own = Optional.of(parser.getText());
        case "metadata" -> {
          Optional<String> found = cellLanguage(value);
          own = found.isPresent() ? found : own;
        }
        default -> parser.skipChildren();
      }
    }
    if (type.equals("code") && own.map(NotebookReader::isPython).orElse(true)) {
      slot.ifPresent(slots::add);
    }
  }

  /// Ex) `"vscode": {"languageId": "sql"}`, where an editor let somebody choose
  private Optional<String> cellLanguage(JsonToken value) throws IOException {
    Optional<String> found = Optional.empty();
    if (value != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return found;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken inner = parser.nextToken();
      if (name.equals("vscode")) {
        found = field(inner, "languageId");
      } else {
        parser.skipChildren();
      }
    }
    return found;
  }

  /// A string or a list of strings; of anything else nothing is known.
  private Optional<Document.Slot> readSource(JsonToken value) throws IOException {
    int start = (int) parser.currentTokenLocation().getCharOffset();
    boolean known = true;
    if (value == JsonToken.START_ARRAY) {
      for (JsonToken at = parser.nextToken(); at != JsonToken.END_ARRAY; at = parser.nextToken()) {
        known &= at == JsonToken.VALUE_STRING;
        parser.skipChildren();
      }
    } else {
      known = value == JsonToken.VALUE_STRING;
      parser.skipChildren();
    }
    // A string is read to its end only when somebody asks.
    parser.finishToken();
    int end = (int) parser.currentLocation().getCharOffset();
    return known && start < json.length()
        ? Optional.of(new Document.Slot(cells, start, end))
        : Optional.empty();
  }
}
