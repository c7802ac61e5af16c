package dev.loopmend.parse;

import dev.loopmend.parse.PythonGrammarParser.AsyncStatementContext;
import dev.loopmend.parse.PythonGrammarParser.BlockContext;
import dev.loopmend.parse.PythonGrammarParser.ClassDefContext;
import dev.loopmend.parse.PythonGrammarParser.DecoratedContext;
import dev.loopmend.parse.PythonGrammarParser.DecoratorContext;
import dev.loopmend.parse.PythonGrammarParser.DottedAliasContext;
import dev.loopmend.parse.PythonGrammarParser.DottedNameContext;
import dev.loopmend.parse.PythonGrammarParser.ElifClauseContext;
import dev.loopmend.parse.PythonGrammarParser.ElseClauseContext;
import dev.loopmend.parse.PythonGrammarParser.ExceptClauseContext;
import dev.loopmend.parse.PythonGrammarParser.ExpressionContext;
import dev.loopmend.parse.PythonGrammarParser.ExpressionStatementContext;
import dev.loopmend.parse.PythonGrammarParser.FileContext;
import dev.loopmend.parse.PythonGrammarParser.ForStatementContext;
import dev.loopmend.parse.PythonGrammarParser.FunctionDefContext;
import dev.loopmend.parse.PythonGrammarParser.GroupContext;
import dev.loopmend.parse.PythonGrammarParser.GroupItemContext;
import dev.loopmend.parse.PythonGrammarParser.IfStatementContext;
import dev.loopmend.parse.PythonGrammarParser.ImportFromContext;
import dev.loopmend.parse.PythonGrammarParser.ImportNamesContext;
import dev.loopmend.parse.PythonGrammarParser.MatchStatementContext;
import dev.loopmend.parse.PythonGrammarParser.SimpleLineContext;
import dev.loopmend.parse.PythonGrammarParser.SimpleStatementContext;
import dev.loopmend.parse.PythonGrammarParser.StatementContext;
import dev.loopmend.parse.PythonGrammarParser.TargetContext;
import dev.loopmend.parse.PythonGrammarParser.TryStatementContext;
import dev.loopmend.parse.PythonGrammarParser.TypeAliasContext;
import dev.loopmend.parse.PythonGrammarParser.TypeParameterContext;
import dev.loopmend.parse.PythonGrammarParser.TypeParametersContext;
import dev.loopmend.parse.PythonGrammarParser.WhileStatementContext;
import dev.loopmend.parse.PythonGrammarParser.WithItemContext;
import dev.loopmend.parse.PythonGrammarParser.WithStatementContext;
import dev.loopmend.syntax.BinaryOperator;
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
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/// Builds the records of a file from the contexts of the parser, which are dropped afterwards.
///
/// Statements are built here, the rest by the builders beside it. Each refuses on the way what the
/// grammar accepts and Python does not.
final class TreeBuilder {
  private final Sources sources;
  private final NodeTable nodes;
  private final ExpressionBuilder expressions;
  private final PatternBuilder patterns;

  private TreeBuilder(Sources sources) {
    this.sources = sources;
    this.nodes = sources.nodes();
    this.expressions = new ExpressionBuilder(sources);
    this.patterns = new PatternBuilder(sources, expressions);
  }

  /// The tree of a file; throws `SyntaxFault` where it is no Python.
  static SyntaxTree build(FileContext file, Sources sources) {
    TreeBuilder builder = new TreeBuilder(sources);
    int id = sources.nodes().open();
    List<Stmt> body = new ArrayList<>();
    for (ParseTree child : file.children) {
      if (child instanceof StatementContext statement) {
        builder.statement(statement, body);
      }
    }
    sources.nodes().close(new Module(id, List.copyOf(body)), 0, sources.tokens().count() - 1);
    return sources.nodes().tree(sources.text(), sources.tokens());
  }

  private void statement(StatementContext context, List<Stmt> into) {
    switch (context.children.getFirst()) {
      case SimpleLineContext line -> simpleLine(line, into);
      case IfStatementContext statement -> into.add(ifStatement(statement));
      case WhileStatementContext statement -> into.add(whileStatement(statement));
      case ForStatementContext statement -> into.add(forStatement(statement, statement, false));
      case TryStatementContext statement -> into.add(tryStatement(statement));
      case WithStatementContext statement -> into.add(withStatement(statement, statement, false));
      case FunctionDefContext definition ->
          into.add(function(nodes.open(), List.of(), definition, definition, false));
      case ClassDefContext definition -> into.add(classDef(nodes.open(), List.of(), definition));
      case AsyncStatementContext statement -> into.add(asyncStatement(statement));
      case DecoratedContext decorated -> into.add(decorated(decorated));
      case ParseTree other -> into.add(matchStatement((MatchStatementContext) other));
    }
  }

  private List<Stmt> block(BlockContext context) {
    List<Stmt> body = new ArrayList<>();
    for (ParseTree child : context.children) {
      switch (child) {
        case StatementContext statement -> statement(statement, body);
        case SimpleLineContext line -> simpleLine(line, body);
        default -> {
          // Line end, indent and dedent say nothing more.
        }
      }
    }
    return List.copyOf(body);
  }

  private void simpleLine(SimpleLineContext context, List<Stmt> into) {
    boolean expected = false;
    for (ParseTree child : context.children) {
      if (child instanceof SimpleStatementContext statement) {
        into.add(simpleStatement((ParserRuleContext) statement.children.getFirst()));
        expected = false;
      } else if (Sources.type(child) == PythonGrammarParser.SEMI) {
        if (expected) {
          throw sources.fault(child, "nothing stands between two semicolons");
        }
        expected = true;
      }
    }
  }

  // Simple statements

  private Stmt simpleStatement(ParserRuleContext context) {
    if (context instanceof ExpressionStatementContext statement) {
      return expressionStatement(statement);
    }
    int id = nodes.open();
    Stmt built =
        switch (context.getRuleIndex()) {
          case PythonGrammarParser.RULE_passStatement -> new Stmt.Pass(id);
          case PythonGrammarParser.RULE_breakStatement -> new Stmt.Break(id);
          case PythonGrammarParser.RULE_continueStatement -> new Stmt.Continue(id);
          case PythonGrammarParser.RULE_returnStatement ->
              new Stmt.Return(id, returned(context.children));
          case PythonGrammarParser.RULE_raiseStatement ->
              new Stmt.Raise(id, nth(context, 1), nth(context, 3));
          case PythonGrammarParser.RULE_assertStatement ->
              new Stmt.Assert(id, nth(context, 1).orElseThrow(), nth(context, 3));
          case PythonGrammarParser.RULE_deleteStatement -> new Stmt.Delete(id, deleted(context));
          case PythonGrammarParser.RULE_globalStatement -> new Stmt.Global(id, names(context));
          case PythonGrammarParser.RULE_nonlocalStatement -> new Stmt.Nonlocal(id, names(context));
          case PythonGrammarParser.RULE_typeAlias -> typeAlias(id, (TypeAliasContext) context);
          default -> imports(id, context);
        };
    return close(built, context);
  }

  private Stmt imports(int id, ParserRuleContext context) {
    return switch (context) {
      case ImportNamesContext names -> new Stmt.Import(id, aliases(names));
      case ImportFromContext from -> importFrom(id, from);
      default -> imports(id, (ParserRuleContext) context.children.get(1));
    };
  }

  private Optional<Expr> returned(List<ParseTree> parts) {
    return parts.size() == 1
        ? Optional.empty()
        : Optional.of(expressions.tupleOrOne((ParserRuleContext) parts.get(1)));
  }

  private Optional<Expr> nth(ParserRuleContext context, int child) {
    return child < context.getChildCount()
        ? Optional.of(expressions.expression((ExpressionContext) context.children.get(child)))
        : Optional.empty();
  }

  private List<String> names(ParserRuleContext context) {
    List<String> names = new ArrayList<>();
    for (ParseTree child : context.children) {
      if (Sources.type(child) == PythonGrammarParser.NAME) {
        names.add(sources.name((TerminalNode) child));
      }
    }
    return List.copyOf(names);
  }

  private List<Expr> deleted(ParserRuleContext context) {
    List<Expr> targets = expressions.items((ParserRuleContext) context.children.get(1));
    for (Expr target : targets) {
      Targets.check(sources, target, Targets.Use.DELETE);
    }
    return targets;
  }

  private Stmt typeAlias(int id, TypeAliasContext context) {
    Expr.Name name = expressions.nameOf(Sources.firstToken(context.NAME()));
    List<TypeParameter> parameters = typeParameters(context.typeParameters());
    return new Stmt.TypeAlias(id, name, parameters, expressions.expression(context.expression()));
  }

  private List<Alias> aliases(ImportNamesContext context) {
    List<Alias> all = new ArrayList<>();
    for (DottedAliasContext alias : context.dottedAlias()) {
      TerminalNode as = alias.NAME();
      Optional<String> asName = as == null ? Optional.empty() : Optional.of(sources.name(as));
      all.add(close(new Alias(nodes.open(), dotted(alias.dottedName()), asName), alias));
    }
    return List.copyOf(all);
  }

  private String dotted(DottedNameContext context) {
    StringBuilder name = new StringBuilder();
    for (ParseTree child : context.children) {
      name.append(
          Sources.type(child) == PythonGrammarParser.DOT
              ? "."
              : sources.name((TerminalNode) child));
    }
    return name.toString();
  }

  private Stmt importFrom(int id, ImportFromContext context) {
    int level = 0;
    String module = "";
    List<Alias> names = new ArrayList<>();
    sources.checkCommas(context);
    for (ParseTree child : context.children) {
      switch (child) {
        case TerminalNode leaf ->
            level +=
                switch (Sources.type(leaf)) {
                  case PythonGrammarParser.DOT -> 1;
                  case PythonGrammarParser.ELLIPSIS -> 3;
                  default -> 0;
                };
        case DottedNameContext dotted -> module = dotted(dotted);
        case ParseTree other -> names.add(alias((ParserRuleContext) other));
      }
    }
    if (level == 0 && module.isEmpty()) {
      throw sources.fault(context, "'from' needs a module");
    }
    return new Stmt.ImportFrom(id, level, module, List.copyOf(names));
  }

  private Alias alias(ParserRuleContext context) {
    List<ParseTree> parts = context.children;
    boolean star = Sources.type(parts.getFirst()) == PythonGrammarParser.STAR;
    String name = star ? "*" : sources.name((TerminalNode) parts.getFirst());
    Optional<String> asName =
        parts.size() == 3
            ? Optional.of(sources.name((TerminalNode) parts.get(2)))
            : Optional.empty();
    return close(new Alias(nodes.open(), name, asName), context);
  }

  // Expression statements and assignments

  private Stmt expressionStatement(ExpressionStatementContext context) {
    int id = nodes.open();
    List<ParseTree> parts = context.children;
    Expr first = expressions.valueOf(parts.getFirst());
    if (parts.size() == 1) {
      return close(new Stmt.ExprStmt(id, first), context);
    }
    return switch (Sources.type(parts.get(1))) {
      case PythonGrammarParser.COLON -> annotated(id, first, context);
      case PythonGrammarParser.AUGASSIGN -> augmented(id, first, context);
      default -> assignment(id, first, context);
    };
  }

  private Stmt annotated(int id, Expr target, ExpressionStatementContext context) {
    Targets.check(sources, target, Targets.Use.ANNOTATE);
    Expr annotation = expressions.expression(context.expression());
    Optional<Expr> value =
        context.EQUAL().isEmpty()
            ? Optional.empty()
            : Optional.of(expressions.assigned(context.assigned(0)));
    return close(new Stmt.AnnAssign(id, target, annotation, value), context);
  }

  private Stmt augmented(int id, Expr target, ExpressionStatementContext context) {
    Targets.check(sources, target, Targets.Use.AUGMENT);
    BinaryOperator operator = augmentedOperator(context.AUGASSIGN().getText());
    Expr value = expressions.assigned(context.assigned(0));
    return close(new Stmt.AugAssign(id, target, operator, value), context);
  }

  private static BinaryOperator augmentedOperator(String text) {
    for (BinaryOperator operator : BinaryOperator.values()) {
      if (text.length() == operator.text().length() + 1 && text.startsWith(operator.text())) {
        return operator;
      }
    }
    throw new IllegalArgumentException("no augmented assignment: " + text);
  }

  private Stmt assignment(int id, Expr first, ExpressionStatementContext context) {
    List<ParseTree> parts = context.children;
    List<Expr> targets = new ArrayList<>();
    Expr value = first;
    for (int n = 2; n < parts.size(); n += 2) {
      Targets.check(sources, value, Targets.Use.ASSIGN);
      targets.add(value);
      value = expressions.valueOf(((ParserRuleContext) parts.get(n)).children.getFirst());
    }
    return close(new Stmt.Assign(id, List.copyOf(targets), value), context);
  }

  // Compound statements

  private Stmt ifStatement(IfStatementContext context) {
    record Branch(int id, Expr test, List<Stmt> body, int first) {}
    List<Branch> chain = new ArrayList<>();
    int id = nodes.open();
    Expr test = expressions.named(context.namedExpression());
    chain.add(new Branch(id, test, block(context.block()), sources.first(context)));
    for (ParseTree child : context.children) {
      if (child instanceof ElifClauseContext clause) {
        int elif = nodes.open();
        Expr condition = expressions.named(clause.namedExpression());
        chain.add(new Branch(elif, condition, block(clause.block()), sources.first(clause)));
      }
    }
    List<Stmt> orElse = orElse(context.elseClause());
    int last = sources.lastOfBlock(context);
    for (Branch branch : chain.reversed()) {
      Stmt.If made = new Stmt.If(branch.id, branch.test, branch.body, orElse);
      orElse = List.of(nodes.close(made, branch.first, last));
    }
    return orElse.getFirst();
  }

  private List<Stmt> orElse(ElseClauseContext context) {
    return context == null ? List.of() : block(context.block());
  }

  private Stmt whileStatement(WhileStatementContext context) {
    int id = nodes.open();
    Expr test = expressions.named(context.namedExpression());
    List<Stmt> body = block(context.block());
    List<Stmt> orElse = orElse(context.elseClause());
    return compound(new Stmt.While(id, test, body, orElse), context);
  }

  private Stmt forStatement(ForStatementContext context, ParserRuleContext whole, boolean isAsync) {
    int id = nodes.open();
    Expr target = expressions.targets(context.targets());
    Targets.check(sources, target, Targets.Use.ASSIGN);
    Expr iterable = expressions.tupleOrOne(context.starExpressions());
    List<Stmt> body = block(context.block());
    List<Stmt> orElse = orElse(context.elseClause());
    return compound(new Stmt.For(id, isAsync, target, iterable, body, orElse), whole);
  }

  private Stmt tryStatement(TryStatementContext context) {
    int id = nodes.open();
    List<Stmt> body = block(context.block());
    List<ExceptHandler> handlers = new ArrayList<>();
    boolean star = false;
    boolean bare = false;
    for (ParseTree child : context.children) {
      if (child instanceof ExceptClauseContext clause) {
        boolean starred = clause.STAR() != null;
        if (!handlers.isEmpty() && starred != star) {
          throw sources.fault(clause, "'except' and 'except*' cannot stand in one 'try'");
        }
        if (bare && !sources.isPattern()) {
          throw sources.fault(clause, "an 'except' without a type must be the last");
        }
        star = starred;
        bare = clause.expression().isEmpty();
        handlers.add(handler(clause));
      }
    }
    List<Stmt> orElse = orElse(context.elseClause());
    List<Stmt> finalBody =
        context.finallyClause() == null ? List.of() : block(context.finallyClause().block());
    return compound(
        new Stmt.Try(id, star, body, List.copyOf(handlers), orElse, finalBody), context);
  }

  private ExceptHandler handler(ExceptClauseContext context) {
    List<ExpressionContext> types = context.expression();
    if (context.STAR() != null && types.isEmpty()) {
      throw sources.fault(context, "'except*' needs a type");
    }
    sources.checkCommas(context);
    int id = nodes.open();
    Optional<Expr> type = types.isEmpty() ? Optional.empty() : Optional.of(type(context, types));
    TerminalNode as = context.NAME();
    Optional<String> name = as == null ? Optional.empty() : Optional.of(sources.name(as));
    return compound(new ExceptHandler(id, type, name, block(context.block())), context);
  }

  /// Ex) `except A, B:` of PEP 758
  private Expr type(ExceptClauseContext context, List<ExpressionContext> types) {
    List<TerminalNode> commas = context.COMMA();
    if (commas.isEmpty()) {
      return expressions.expression(types.getFirst());
    }
    int id = nodes.open();
    List<Expr> elements = new ArrayList<>();
    for (ExpressionContext type : types) {
      elements.add(expressions.expression(type));
    }
    int lastComma = Sources.firstToken(commas.getLast()).number();
    return nodes.close(
        new Expr.TupleExpr(id, List.copyOf(elements)),
        sources.first(types.getFirst()),
        Math.max(lastComma, sources.last(types.getLast())));
  }

  private Stmt asyncStatement(AsyncStatementContext context) {
    return switch (context.children.get(1)) {
      case FunctionDefContext definition ->
          function(nodes.open(), List.of(), definition, context, true);
      case ForStatementContext statement -> forStatement(statement, context, true);
      case ParseTree other -> withStatement((WithStatementContext) other, context, true);
    };
  }

  private Stmt withStatement(
      WithStatementContext context, ParserRuleContext whole, boolean isAsync) {
    sources.checkCommas(context);
    int id = nodes.open();
    List<WithItemContext> items = context.withItem();
    List<WithItem> built = new ArrayList<>();
    boolean trailing = context.COMMA().size() == items.size();
    GroupContext group = items.size() == 1 ? WithItems.group(items.getFirst()) : null;
    if (trailing) {
      throw sources.fault(context.COMMA().getLast(), "a comma must be followed by an item");
    }
    if (group == null) {
      for (WithItemContext item : items) {
        built.add(withItem(item.expression(), item.target(), item));
      }
    } else {
      sources.checkCommas(group);
      for (GroupItemContext item : group.groupItem()) {
        built.add(withItem(item.expression(0), item.target(), item));
      }
    }
    return compound(new Stmt.With(id, isAsync, List.copyOf(built), block(context.block())), whole);
  }

  private WithItem withItem(
      ExpressionContext expression, TargetContext target, ParserRuleContext whole) {
    int id = nodes.open();
    Expr value = expressions.expression(expression);
    if (target == null) {
      return close(new WithItem(id, value, Optional.empty()), whole);
    }
    Expr built = expressions.item(target);
    Targets.check(sources, built, Targets.Use.ASSIGN);
    return close(new WithItem(id, value, Optional.of(built)), whole);
  }

  private Stmt matchStatement(MatchStatementContext context) {
    int id = nodes.open();
    Expr subject = expressions.tupleOrOne(context.starNamedExpressions());
    List<MatchCase> cases = new ArrayList<>();
    for (PythonGrammarParser.CaseClauseContext clause : context.caseClause()) {
      int caseId = nodes.open();
      dev.loopmend.syntax.CasePattern pattern = patterns.open(clause.patterns());
      Optional<Expr> guard =
          clause.namedExpression() == null
              ? Optional.empty()
              : Optional.of(expressions.named(clause.namedExpression()));
      cases.add(compound(new MatchCase(caseId, pattern, guard, block(clause.block())), clause));
    }
    return compound(new Stmt.Match(id, subject, List.copyOf(cases)), context);
  }

  // Definitions

  /// A definition's own tokens start at `def`, `async` or `class`, as in CPython; its decorators,
  /// though its children, stand before them.
  private Stmt decorated(DecoratedContext context) {
    int id = nodes.open();
    List<Decorator> decorators = new ArrayList<>();
    for (DecoratorContext decorator : context.decorator()) {
      int decoratorId = nodes.open();
      Expr expression = expressions.named(decorator.namedExpression());
      decorators.add(
          nodes.close(
              new Decorator(decoratorId, expression),
              sources.first(decorator),
              sources.last(decorator.namedExpression())));
    }
    ClassDefContext type = context.classDef();
    if (type != null) {
      return classDef(id, List.copyOf(decorators), type);
    }
    FunctionDefContext definition = context.functionDef();
    TerminalNode async = context.ASYNC();
    int first = async == null ? sources.first(definition) : Sources.firstToken(async).number();
    Stmt.FunctionDef built =
        function(id, List.copyOf(decorators), definition, definition, async != null);
    return nodes.close(built, first, nodes.lastToken(built));
  }

  private Stmt.FunctionDef function(
      int id,
      List<Decorator> decorators,
      FunctionDefContext context,
      ParserRuleContext whole,
      boolean isAsync) {
    String name = sources.name(context.NAME());
    List<TypeParameter> types = typeParameters(context.typeParameters());
    Node.Parameters parameters =
        expressions.calls().parameters(context.parameters(), context.LPAR());
    ExpressionContext arrow = context.expression();
    Optional<Expr> returns =
        arrow == null ? Optional.empty() : Optional.of(expressions.expression(arrow));
    List<Stmt> body = block(context.block());
    Stmt.FunctionDef built =
        new Stmt.FunctionDef(id, isAsync, decorators, name, types, parameters, returns, body);
    compound(built, whole);
    sources.checkAssignable(built, name);
    return built;
  }

  private Stmt classDef(int id, List<Decorator> decorators, ClassDefContext context) {
    String name = sources.name(context.NAME());
    List<TypeParameter> types = typeParameters(context.typeParameters());
    List<Argument> arguments =
        context.arguments() == null
            ? List.of()
            : expressions.calls().arguments(context.arguments());
    List<Stmt> body = block(context.block());
    return compound(new Stmt.ClassDef(id, decorators, name, types, arguments, body), context);
  }

  private List<TypeParameter> typeParameters(TypeParametersContext context) {
    if (context == null) {
      return List.of();
    }
    sources.checkCommas(context);
    List<TypeParameter> all = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (TypeParameterContext parameter : context.typeParameter()) {
      TypeParameter built = typeParameter(parameter);
      if (!names.add(built.name()) && !sources.isPattern()) {
        throw sources.fault(parameter, "duplicate type parameter '" + built.name() + "'");
      }
      if (!all.isEmpty()
          && all.getLast().defaultValue().isPresent()
          && built.defaultValue().isEmpty()) {
        throw sources.fault(parameter, "a type parameter without a default follows one with");
      }
      all.add(built);
    }
    return List.copyOf(all);
  }

  private TypeParameter typeParameter(TypeParameterContext context) {
    int id = nodes.open();
    TypeParameterKind kind =
        switch (Sources.type(context.children.getFirst())) {
          case PythonGrammarParser.STAR -> TypeParameterKind.TYPE_VAR_TUPLE;
          case PythonGrammarParser.DOUBLESTAR -> TypeParameterKind.PARAM_SPEC;
          default -> TypeParameterKind.TYPE_VAR;
        };
    String name = sources.name(context.NAME());
    if (context.expression() != null && kind != TypeParameterKind.TYPE_VAR) {
      throw sources.fault(context, "only a plain type parameter can have a bound");
    }
    Optional<Expr> bound =
        context.expression() == null
            ? Optional.empty()
            : Optional.of(expressions.expression(context.expression()));
    Optional<Expr> defaultValue =
        context.starExpression() == null
            ? Optional.empty()
            : Optional.of(expressions.item(context.starExpression()));
    return close(new TypeParameter(id, kind, name, bound, defaultValue), context);
  }

  private <T extends Node> T compound(T node, ParserRuleContext context) {
    return nodes.close(node, sources.first(context), sources.lastOfBlock(context));
  }

  private <T extends Node> T close(T node, ParserRuleContext context) {
    return expressions.close(node, context);
  }
}
