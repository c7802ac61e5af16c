package dev.loopmend.parse;

import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;

/// What the generated parser extends: it writes an outline instead of a tree of contexts.
///
/// The two fields hide those of `Parser`, so that the generated code calls final classes, which the
/// just-in-time compiler puts in place. A static initializer here must not touch the statics of the
/// generated class, whose own initializer is still running then.
@SuppressWarnings("HidingField")
abstract class OutlineParser extends Parser {
  /// What `match` and `consume` give back; no rule of the grammar asks for it.
  private static final Token CONSUMED = new CommonToken(Token.INVALID_TYPE);

  protected final TableStream _input;
  protected final StopAtFirstError _errHandler = new StopAtFirstError();
  private final Outline outline;

  OutlineParser(TokenStream input) {
    super(input);
    this._input = (TableStream) input;
    this.outline = new Outline(_input);
    setErrorHandler(_errHandler);
    removeErrorListeners();
  }

  /// What was parsed so far.
  Outline outline() {
    return outline;
  }

  @Override
  public void enterRule(ParserRuleContext context, int state, int rule) {
    setState(state);
    _ctx = context;
    outline.open(rule, _input.index());
  }

  @Override
  public void exitRule() {
    outline.close();
    ParserRuleContext context = _ctx;
    setState(context.invokingState);
    _ctx = context.getParent();
  }

  @Override
  public void enterOuterAlt(ParserRuleContext context, int alternative) {
    // Which alternative it was shows in its parts.
  }

  @Override
  public Token match(int type) {
    return _input.LA(1) == type ? consume() : super.match(type);
  }

  @Override
  public Token consume() {
    int type = _input.LA(1);
    if (type != Token.EOF) {
      outline.token(type, _input.next());
    }
    return CONSUMED;
  }
}
