package dev.loopmend.parse;

import dev.loopmend.syntax.BinaryOperator;
import dev.loopmend.syntax.CasePattern;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Module;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Node.Alias;
import dev.loopmend.syntax.Node.Argument;
import dev.loopmend.syntax.Node.Decorator;
import dev.loopmend.syntax.Node.ExceptHandler;
import dev.loopmend.syntax.Node.MatchCase;
import dev.loopmend.syntax.Node.TypeParameter;
import dev.loopmend.syntax.Node.TypeParameterKind;
import dev.loopmend.syntax.Node.WithItem;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Builds the records of a file from the parser's outline.
///
/// Statements are built here, the rest by the builders beside it. Each refuses on the way what the
/// grammar accepts and Python does not.
final class TreeBuilder {
  private final Sources sources;
  private final Outline outline;
  private final NodeTable nodes;
  private final ExpressionBuilder expressions;
  private final PatternBuilder patterns;

  private TreeBuilder(Sources sources) {
    this.sources = sources;
    this.outline = sources.outline();
    this.nodes = sources.nodes();
    this.expressions = new ExpressionBuilder(sources);
    this.patterns = new PatternBuilder(sources, expressions);
  }

  /// The tree of a file, the first part of the outline; throws `SyntaxFault` where it is no Python.
  static SyntaxTree build(Sources sources) {
    TreeBuilder builder = new TreeBuilder(sources);
    int id = sources.nodes().open();
    List<Stmt> body = builder.statements(0);
    sources.nodes().close(new Module(id, body), 0, sources.tokens().count() - 1);
    return sources.nodes().tree(sources.text(), sources.tokens());
  }

  /// The statements directly in a file or a block.
  private List<Stmt> statements(int part) {
    int end = outline.end(part);
    int count = 0;
    for (int at = part + 1; at < end; at = outline.end(at)) {
      count += statementsIn(at);
    }
    Stmt[] body = new Stmt[count];
    int built = 0;
    for (int at = part + 1; at < end; at = outline.end(at)) {
      // Line ends, indents and dedents say nothing more.
      if (!outline.isToken(at)) {
        int line = isLine(at) ? at : at + 1;
        if (isLine(line)) {
          simpleLine(line, body, built);
        } else {
          body[built] = compoundStatement(line, ~outline.kind(line));
        }
        built += statementsIn(at);
      }
    }
    return List.of(body);
  }

  private boolean isLine(int part) {
    return outline.kind(part) == ~PythonGrammarParser.RULE_simpleLine;
  }

  /// How many statements a part of a block is: several if they stand in one line.
  private int statementsIn(int part) {
    if (outline.isToken(part)) {
      return 0;
    }
    int line = isLine(part) ? part : part + 1;
    return isLine(line) ? outline.rules(line) : 1;
  }

  private Stmt compoundStatement(int part, int rule) {
    return switch (rule) {
      case PythonGrammarParser.RULE_ifStatement -> ifStatement(part);
      case PythonGrammarParser.RULE_whileStatement -> whileStatement(part);
      case PythonGrammarParser.RULE_forStatement -> forStatement(part, part);
      case PythonGrammarParser.RULE_tryStatement -> tryStatement(part);
      case PythonGrammarParser.RULE_withStatement -> withStatement(part, part);
      case PythonGrammarParser.RULE_functionDef ->
          function(nodes.open(), List.of(), part, outline.firstToken(part), false);
      case PythonGrammarParser.RULE_classDef -> classDef(nodes.open(), List.of(), part);
      case PythonGrammarParser.RULE_asyncStatement -> asyncStatement(part);
      case PythonGrammarParser.RULE_decorated -> decorated(part);
      default -> matchStatement(part);
    };
  }

  /// The body that a clause's or statement's block is.
  private List<Stmt> blockOf(int part) {
    return statements(outline.find(part, ~PythonGrammarParser.RULE_block));
  }

  /// The body of a clause of a statement; none if the statement has no such clause.
  private List<Stmt> clause(int statement, int rule) {
    int clause = outline.find(statement, ~rule);
    return clause < 0 ? List.of() : blockOf(clause);
  }

  private List<Stmt> orElse(int statement) {
    return clause(statement, PythonGrammarParser.RULE_elseClause);
  }

  private void simpleLine(int part, Stmt[] into, int from) {
    int count = from;
    boolean expected = false;
    for (int at = part + 1; at < outline.end(part); at = outline.end(at)) {
      int kind = outline.kind(at);
      if (kind < 0) {
        into[count++] = simpleStatement(at + 1);
        expected = false;
      } else if (kind == PythonGrammarParser.SEMI) {
        if (expected) {
          throw sources.fault(at, "nothing stands between two semicolons");
        }
        expected = true;
      }
    }
  }

  // Simple statements

  private Stmt simpleStatement(int part) {
    int rule = ~outline.kind(part);
    return switch (rule) {
      case PythonGrammarParser.RULE_expressionStatement -> expressionStatement(part);
      case PythonGrammarParser.RULE_returnStatement -> {
        int id = nodes.openWatched();
        yield sources.close(
            id, new Stmt.Return(id, expressions.optional(outline.part(part, 1))), part);
      }
      case PythonGrammarParser.RULE_breakStatement ->
          sources.close(new Stmt.Break(nodes.openWatched()), part);
      case PythonGrammarParser.RULE_continueStatement ->
          sources.close(new Stmt.Continue(nodes.openWatched()), part);
      case PythonGrammarParser.RULE_globalStatement ->
          sources.close(new Stmt.Global(nodes.openWatched(), names(part)), part);
      case PythonGrammarParser.RULE_nonlocalStatement ->
          sources.close(new Stmt.Nonlocal(nodes.openWatched(), names(part)), part);
      case PythonGrammarParser.RULE_importFrom -> importFrom(part, part);
      case PythonGrammarParser.RULE_lazyImport ->
          outline.kind(part + 2) == ~PythonGrammarParser.RULE_importFrom
              ? importFrom(part + 2, part)
              : sources.close(new Stmt.Import(nodes.open(), aliases(part + 2)), part);
      default -> sources.close(plainStatement(nodes.open(), part, rule), part);
    };
  }

  private Stmt plainStatement(int id, int part, int rule) {
    return switch (rule) {
      case PythonGrammarParser.RULE_passStatement -> new Stmt.Pass(id);
      case PythonGrammarParser.RULE_raiseStatement -> {
        Optional<Expr> raised = expressions.optional(outline.part(part, 1));
        yield new Stmt.Raise(id, raised, expressions.optional(outline.part(part, 3)));
      }
      case PythonGrammarParser.RULE_assertStatement -> {
        Expr test = expressions.expression(part + 2);
        yield new Stmt.Assert(id, test, expressions.optional(outline.part(part, 3)));
      }
      case PythonGrammarParser.RULE_deleteStatement -> new Stmt.Delete(id, deleted(part + 2));
      case PythonGrammarParser.RULE_typeAlias -> typeAlias(id, part);
      default -> new Stmt.Import(id, aliases(part));
    };
  }

  private List<String> names(int part) {
    String[] names = new String[outline.size(part) / 2];
    for (int n = 0; n < names.length; n++) {
      names[n] = sources.name(part + 2 + 2 * n);
    }
    return List.of(names);
  }

  private List<Expr> deleted(int list) {
    List<Expr> targets = expressions.items(list);
    for (Expr target : targets) {
      Targets.check(sources, target, Targets.Use.DELETE);
    }
    return targets;
  }

  private Stmt typeAlias(int id, int part) {
    Expr.Name name = expressions.name(part + 2);
    sources.watchReserved(id, name.text());
    List<TypeParameter> parameters = typeParameters(part);
    int value = outline.find(part, ~PythonGrammarParser.RULE_expression);
    return new Stmt.TypeAlias(id, name, parameters, expressions.expression(value));
  }

  private List<Alias> aliases(int list) {
    Alias[] all = new Alias[outline.rules(list)];
    int alias = list + 2;
    for (int n = 0; n < all.length; n++) {
      all[n] = alias(alias, dotted(alias + 1));
      alias = outline.end(alias) + 1;
    }
    return List.of(all);
  }

  /// Ex) `a as b`: the third part
  private Optional<String> asName(int alias) {
    int name = outline.part(alias, 2);
    return name < 0 ? Optional.empty() : Optional.of(sources.name(name));
  }

  private String dotted(int part) {
    if (outline.hasOnePart(part)) {
      return sources.name(part + 1);
    }
    StringBuilder name = new StringBuilder();
    for (int at = part + 1; at < outline.end(part); at++) {
      name.append(outline.kind(at) == PythonGrammarParser.DOT ? "." : sources.name(at));
    }
    return name.toString();
  }

  private Stmt importFrom(int part, int whole) {
    int id = nodes.openWatched();
    int level = 0;
    String module = "";
    List<Alias> names = new ArrayList<>(sources.items(part));
    for (int at = part + 1; at < outline.end(part); at = outline.end(at)) {
      switch (outline.kind(at)) {
        case PythonGrammarParser.DOT -> level++;
        case PythonGrammarParser.ELLIPSIS -> level += 3;
        case ~PythonGrammarParser.RULE_dottedName -> module = dotted(at);
        case ~PythonGrammarParser.RULE_plainAlias -> names.add(alias(at, sources.name(at + 1)));
        case ~PythonGrammarParser.RULE_starAlias -> names.add(alias(at, "*"));
        default -> {
          // `from`, `import`, parentheses and commas say nothing more.
        }
      }
    }
    if (level == 0 && module.isEmpty()) {
      throw sources.fault(part, "'from' needs a module");
    }
    return sources.close(id, new Stmt.ImportFrom(id, level, module, List.copyOf(names)), whole);
  }

  private Alias alias(int part, String name) {
    int id = nodes.open();
    Alias built = sources.close(id, new Alias(id, name, asName(part)), part);
    sources.watchReserved(id, DeclarationRules.boundName(built));
    return built;
  }

  // Expression statements and assignments

  private Stmt expressionStatement(int part) {
    int id = nodes.open();
    Expr first = expressions.expression(part + 1);
    if (outline.hasOnePart(part)) {
      return sources.close(id, new Stmt.ExprStmt(id, first), part);
    }
    int mark = outline.end(part + 1);
    return switch (outline.kind(mark)) {
      case PythonGrammarParser.COLON -> annotated(id, first, part);
      case PythonGrammarParser.AUGASSIGN -> augmented(id, first, mark, part);
      default -> assignment(id, first, part);
    };
  }

  private Stmt annotated(int id, Expr target, int part) {
    Targets.check(sources, target, Targets.Use.ANNOTATE);
    Expr annotation = expressions.expression(outline.part(part, 2));
    Optional<Expr> value = expressions.optional(outline.part(part, 4));
    if (value.isEmpty() && target instanceof Expr.Subscript) {
      nodes.watch(id);
    }
    return sources.close(id, new Stmt.AnnAssign(id, target, annotation, value), part);
  }

  private Stmt augmented(int id, Expr target, int mark, int part) {
    Targets.check(sources, target, Targets.Use.AUGMENT);
    BinaryOperator operator = augmentedOperator(sources.textOf(mark));
    Expr value = expressions.expression(mark + 1);
    return sources.close(id, new Stmt.AugAssign(id, target, operator, value), part);
  }

  private static BinaryOperator augmentedOperator(String text) {
    for (BinaryOperator operator : BinaryOperator.values()) {
      if (text.length() == operator.text().length() + 1 && text.startsWith(operator.text())) {
        return operator;
      }
    }
    throw new IllegalArgumentException("no augmented assignment: " + text);
  }

  private Stmt assignment(int id, Expr first, int part) {
    Expr[] targets = new Expr[outline.rules(part) - 1];
    Expr value = first;
    int at = part + 1;
    for (int n = 0; n < targets.length; n++) {
      Targets.check(sources, value, Targets.Use.ASSIGN);
      targets[n] = value;
      at = outline.end(at) + 1;
      value = expressions.expression(at);
    }
    return sources.close(id, new Stmt.Assign(id, List.of(targets), value), part);
  }

  // Compound statements

  private Stmt ifStatement(int part) {
    record Branch(int id, Expr test, List<Stmt> body, int first) {}
    List<Branch> chain = new ArrayList<>(1);
    for (int at = part; at >= 0; at = nextElif(part, at)) {
      int id = nodes.open();
      Expr test = expressions.expression(at + 2);
      chain.add(new Branch(id, test, blockOf(at), outline.firstToken(at)));
    }
    List<Stmt> orElse = orElse(part);
    int last = sources.lastOfBlock(part);
    for (int n = chain.size() - 1; n >= 0; n--) {
      Branch branch = chain.get(n);
      Stmt.If made = new Stmt.If(branch.id, branch.test, branch.body, orElse);
      orElse = List.of(nodes.close(branch.id, made, branch.first, last));
    }
    return orElse.getFirst();
  }

  /// The `elif` clause behind another one, or behind the block of the `if` itself; else -1.
  private int nextElif(int whole, int clause) {
    int next =
        clause == whole
            ? outline.find(whole, ~PythonGrammarParser.RULE_elifClause)
            : outline.end(clause);
    boolean found =
        next >= 0
            && next < outline.end(whole)
            && outline.kind(next) == ~PythonGrammarParser.RULE_elifClause;
    return found ? next : -1;
  }

  private Stmt whileStatement(int part) {
    int id = nodes.open();
    Expr test = expressions.expression(part + 2);
    List<Stmt> body = blockOf(part);
    List<Stmt> orElse = orElse(part);
    return compound(id, new Stmt.While(id, test, body, orElse), part);
  }

  private Stmt forStatement(int part, int whole) {
    boolean isAsync = part != whole;
    int id = isAsync ? nodes.openWatched() : nodes.open();
    Expr target = expressions.expression(part + 2);
    Targets.check(sources, target, Targets.Use.ASSIGN);
    Expr iterable = expressions.expression(outline.part(part, 3));
    List<Stmt> body = blockOf(part);
    List<Stmt> orElse = orElse(part);
    return compound(id, new Stmt.For(id, isAsync, target, iterable, body, orElse), whole);
  }

  private Stmt tryStatement(int part) {
    int id = nodes.open();
    List<Stmt> body = blockOf(part);
    List<ExceptHandler> handlers = new ArrayList<>();
    boolean star = false;
    boolean bare = false;
    for (int at = part + 1; at < outline.end(part); at = outline.end(at)) {
      if (outline.kind(at) == ~PythonGrammarParser.RULE_exceptClause) {
        boolean starred = outline.kind(at + 2) == PythonGrammarParser.STAR;
        if (!handlers.isEmpty() && starred != star) {
          throw sources.fault(at, "'except' and 'except*' cannot stand in one 'try'");
        }
        if (bare && !sources.isPattern()) {
          throw sources.fault(at, "an 'except' without a type must be the last");
        }
        star = starred;
        bare = outline.find(at, ~PythonGrammarParser.RULE_expression) < 0;
        handlers.add(handler(at, starred, bare));
      }
    }
    List<Stmt> orElse = orElse(part);
    List<Stmt> finalBody = clause(part, PythonGrammarParser.RULE_finallyClause);
    return compound(
        id, new Stmt.Try(id, star, body, List.copyOf(handlers), orElse, finalBody), part);
  }

  private ExceptHandler handler(int part, boolean starred, boolean bare) {
    if (starred && bare) {
      throw sources.fault(part, "'except*' needs a type");
    }
    sources.items(part);
    int id = nodes.open();
    Optional<Expr> type =
        bare ? Optional.empty() : Optional.of(type(starred ? part + 3 : part + 2));
    int name = outline.find(part, PythonGrammarParser.NAME);
    Optional<String> asName = name < 0 ? Optional.empty() : Optional.of(sources.name(name));
    asName.ifPresent(bound -> sources.watchReserved(id, bound));
    return compound(id, new ExceptHandler(id, type, asName, blockOf(part)), part);
  }

  /// Ex) `except A, B:` of PEP 758
  private Expr type(int first) {
    if (outline.kind(outline.end(first)) != PythonGrammarParser.COMMA) {
      return expressions.expression(first);
    }
    int id = nodes.open();
    List<Expr> elements = new ArrayList<>();
    int last = first;
    for (int at = first; outline.kind(at) != PythonGrammarParser.COLON; at = outline.end(at)) {
      last = at;
      if (!outline.isToken(at)) {
        elements.add(expressions.expression(at));
      }
    }
    return nodes.close(
        id,
        new Expr.TupleExpr(id, List.copyOf(elements)),
        outline.firstToken(first),
        outline.lastToken(last));
  }

  private Stmt asyncStatement(int part) {
    int inner = part + 2;
    return switch (~outline.kind(inner)) {
      case PythonGrammarParser.RULE_functionDef ->
          function(nodes.open(), List.of(), inner, outline.firstToken(part), true);
      case PythonGrammarParser.RULE_forStatement -> forStatement(inner, part);
      default -> withStatement(inner, part);
    };
  }

  private Stmt withStatement(int part, int whole) {
    boolean isAsync = part != whole;
    int count = sources.items(part) - 1;
    int id = isAsync ? nodes.openWatched() : nodes.open();
    int colon = outline.find(part, PythonGrammarParser.COLON);
    if (outline.kind(colon - 1) == PythonGrammarParser.COMMA) {
      throw sources.fault(colon - 1, "a comma must be followed by an item");
    }
    int group = count == 1 ? WithItems.group(outline, part + 2) : -1;
    List<WithItem> items = new ArrayList<>(count);
    if (group < 0) {
      addWithItems(part + 2, colon, items);
    } else {
      sources.items(group);
      addWithItems(group + 2, outline.end(group), items);
    }
    return compound(id, new Stmt.With(id, isAsync, List.copyOf(items), blockOf(part)), whole);
  }

  private void addWithItems(int from, int end, List<WithItem> into) {
    for (int at = from; at < end; at = outline.end(at)) {
      if (!outline.isToken(at)) {
        into.add(withItem(at));
      }
    }
  }

  private WithItem withItem(int part) {
    int id = nodes.open();
    Expr value = expressions.expression(part + 1);
    int target = outline.part(part, 2);
    if (target < 0) {
      return sources.close(id, new WithItem(id, value, Optional.empty()), part);
    }
    Expr built = expressions.expression(target);
    Targets.check(sources, built, Targets.Use.ASSIGN);
    return sources.close(id, new WithItem(id, value, Optional.of(built)), part);
  }

  private Stmt matchStatement(int part) {
    int id = nodes.openWatched();
    Expr subject = expressions.expression(part + 2);
    List<MatchCase> cases = new ArrayList<>();
    for (int at = part + 1; at < outline.end(part); at = outline.end(at)) {
      if (outline.kind(at) == ~PythonGrammarParser.RULE_caseClause) {
        int caseId = nodes.open();
        CasePattern pattern = patterns.open(at + 2);
        int named = outline.find(at, ~PythonGrammarParser.RULE_namedExpression);
        Optional<Expr> guard = expressions.optional(named);
        cases.add(compound(caseId, new MatchCase(caseId, pattern, guard, blockOf(at)), at));
      }
    }
    return compound(id, new Stmt.Match(id, subject, List.copyOf(cases)), part);
  }

  // Definitions

  /// A definition's own tokens start at `def`, `async` or `class`, as in CPython; its decorators,
  /// though its children, stand before them.
  private Stmt decorated(int part) {
    int id = nodes.open();
    List<Decorator> decorators = new ArrayList<>(1);
    int at = part + 1;
    for (; outline.kind(at) == ~PythonGrammarParser.RULE_decorator; at = outline.end(at)) {
      int decorator = nodes.open();
      Expr expression = expressions.expression(at + 2);
      decorators.add(
          nodes.close(
              decorator,
              new Decorator(decorator, expression),
              outline.firstToken(at),
              outline.lastToken(at + 2)));
    }
    if (outline.kind(at) == ~PythonGrammarParser.RULE_classDef) {
      return classDef(id, List.copyOf(decorators), at);
    }
    boolean isAsync = outline.isToken(at);
    int definition = isAsync ? at + 1 : at;
    return function(id, List.copyOf(decorators), definition, outline.firstToken(at), isAsync);
  }

  private Stmt function(
      int id, List<Decorator> decorators, int part, int firstToken, boolean isAsync) {
    String name = sources.name(part + 2);
    List<TypeParameter> types = typeParameters(part);
    int parenthesis = outline.find(part, PythonGrammarParser.LPAR);
    Node.Parameters parameters = expressions.calls().parameters(parenthesis);
    int arrow = outline.find(part, ~PythonGrammarParser.RULE_expression);
    Optional<Expr> returns = expressions.optional(arrow);
    List<Stmt> body = blockOf(part);
    Stmt.FunctionDef built =
        new Stmt.FunctionDef(id, isAsync, decorators, name, types, parameters, returns, body);
    nodes.close(built, firstToken, sources.lastOfBlock(part));
    sources.checkAssignable(built, name);
    return built;
  }

  private Stmt classDef(int id, List<Decorator> decorators, int part) {
    String name = sources.name(part + 2);
    sources.watchReserved(id, name);
    List<TypeParameter> types = typeParameters(part);
    int list = outline.find(part, ~PythonGrammarParser.RULE_call);
    List<Argument> arguments =
        list < 0 || outline.isToken(list + 2) ? List.of() : expressions.calls().arguments(list);
    List<Stmt> body = blockOf(part);
    return compound(id, new Stmt.ClassDef(id, decorators, name, types, arguments, body), part);
  }

  private List<TypeParameter> typeParameters(int definition) {
    int list = outline.find(definition, ~PythonGrammarParser.RULE_typeParameters);
    if (list < 0) {
      return List.of();
    }
    List<TypeParameter> all = new ArrayList<>(sources.items(list));
    Set<String> names = new HashSet<>();
    for (int part = list + 1; part < outline.end(list); part = outline.end(part)) {
      if (outline.isToken(part)) {
        continue;
      }
      TypeParameter built = typeParameter(part);
      if (!names.add(built.name()) && !sources.isPattern()) {
        throw sources.fault(part, "duplicate type parameter '" + built.name() + "'");
      }
      if (!all.isEmpty()
          && all.getLast().defaultValue().isPresent()
          && built.defaultValue().isEmpty()) {
        throw sources.fault(part, "a type parameter without a default follows one with");
      }
      all.add(built);
    }
    return List.copyOf(all);
  }

  private TypeParameter typeParameter(int part) {
    int id = nodes.open();
    TypeParameterKind kind =
        switch (outline.kind(part + 1)) {
          case PythonGrammarParser.STAR -> TypeParameterKind.TYPE_VAR_TUPLE;
          case PythonGrammarParser.DOUBLESTAR -> TypeParameterKind.PARAM_SPEC;
          default -> TypeParameterKind.TYPE_VAR;
        };
    String name = sources.name(outline.find(part, PythonGrammarParser.NAME));
    sources.watchReserved(id, name);
    int colon = outline.find(part, PythonGrammarParser.COLON);
    if (colon >= 0 && kind != TypeParameterKind.TYPE_VAR) {
      throw sources.fault(part, "only a plain type parameter can have a bound");
    }
    Optional<Expr> bound = optionalBehind(colon);
    Optional<Expr> defaultValue = optionalBehind(outline.find(part, PythonGrammarParser.EQUAL));
    return sources.close(id, new TypeParameter(id, kind, name, bound, defaultValue), part);
  }

  private Optional<Expr> optionalBehind(int sign) {
    return sign < 0 ? Optional.empty() : Optional.of(expressions.expression(sign + 1));
  }

  private <T extends Node> T compound(int id, T node, int part) {
    return nodes.close(id, node, outline.firstToken(part), sources.lastOfBlock(part));
  }
}
