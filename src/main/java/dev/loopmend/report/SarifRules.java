package dev.loopmend.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.loopmend.recipe.Finding;
import dev.loopmend.recipe.Recipe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The recipes of a run as the rules of a SARIF log, and behind them what has findings without a
/// recipe.
record SarifRules(List<Recipe> recipes, List<Finding> others) {
  /// The rules for findings of a run.
  static SarifRules of(List<Recipe> recipes, List<Finding> findings) {
    List<Finding> others = new ArrayList<>();
    for (Finding finding : findings) {
      boolean known =
          recipes.stream().anyMatch(recipe -> recipe.id().equals(finding.recipe()))
              || others.stream().anyMatch(other -> other.recipe().equals(finding.recipe()));
      if (!known) {
        others.add(finding);
      }
    }
    return new SarifRules(recipes, others);
  }

  /// The number of a rule.
  int index(String id) {
    List<String> ids = new ArrayList<>(recipes.stream().map(Recipe::id).toList());
    others.forEach(other -> ids.add(other.recipe()));
    return ids.indexOf(id);
  }

  /// Writes the tool with its rules.
  void write(JsonGenerator json, String version) throws IOException {
    json.writeObjectFieldStart("tool");
    json.writeObjectFieldStart("driver");
    json.writeStringField("name", "Loopmend");
    json.writeStringField("version", version);
    json.writeArrayFieldStart("rules");
    for (Recipe recipe : recipes) {
      json.writeStartObject();
      json.writeStringField("id", recipe.id());
      SarifReport.text(json, "shortDescription", recipe.title());
      SarifReport.text(json, "fullDescription", recipe.message());
      json.writeObjectFieldStart("help");
      json.writeStringField("text", recipe.description().strip());
      json.writeStringField("markdown", recipe.description().strip());
      json.writeEndObject();
      configuration(json, SarifReport.level(recipe.severity()));
      json.writeObjectFieldStart("properties");
      json.writeArrayFieldStart("tags");
      for (String tag : recipe.tags()) {
        json.writeString(tag);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndObject();
    }
    for (Finding other : others) {
      json.writeStartObject();
      json.writeStringField("id", other.recipe());
      configuration(json, SarifReport.level(other.severity()));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void configuration(JsonGenerator json, String level) throws IOException {
    json.writeObjectFieldStart("defaultConfiguration");
    json.writeStringField("level", level);
    json.writeEndObject();
  }
}
