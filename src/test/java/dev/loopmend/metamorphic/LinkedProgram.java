package dev.loopmend.metamorphic;

import dev.loopmend.parse.ParseResult;
import dev.loopmend.parse.PythonParser;
import dev.loopmend.semantic.Knowledge;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.semantic.Summaries;
import dev.loopmend.semantic.Summary;
import dev.loopmend.semantic.Workspace;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A program with what its names mean, file by file; files that are no Python have no model.
record LinkedProgram(Program program, SortedMap<String, SemanticModel> models) {

  /// Parses and links the files of a program.
  static LinkedProgram of(Program program, Knowledge knowledge) {
    SortedMap<String, SyntaxTree> trees = new TreeMap<>();
    program
        .files()
        .forEach(
            (path, text) -> {
              if (PythonParser.parse(text, PythonParser.Dialect.PYTHON)
                  instanceof ParseResult.Parsed(SyntaxTree tree)) {
                trees.put(path, tree);
              }
            });
    List<Summary> summaries = new ArrayList<>();
    trees.forEach((path, tree) -> summaries.add(Summaries.summarize(path, tree)));
    Workspace workspace = Workspace.link(summaries, knowledge);
    SortedMap<String, SemanticModel> models = new TreeMap<>();
    trees.forEach((path, tree) -> models.put(path, SemanticModel.of(workspace, path, tree)));
    return new LinkedProgram(program, models);
  }
}
