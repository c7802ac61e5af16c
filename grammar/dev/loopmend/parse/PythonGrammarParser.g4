// Python 3.8 to 3.15, decided at every point by one token of lookahead.
//
// The grammar accepts more than Python does; the builder of the tree rejects the rest. What it must
// not do is cost a prediction: the build fails if the generated parser calls adaptivePredict.
// Operators are flat lists, whose precedence the builder resolves. The tokens come from the class
// Lexer; `match`, `case`, `type` and `lazy` are keywords only where TableStream says so.
parser grammar PythonGrammarParser;

options { superClass = OutlineParser; }

// The vocabulary: a token's type is the ordinal of its TokenKind plus one.
tokens {
  NAME, NUMBER, STRING, FSTRING_START, FSTRING_MIDDLE, FSTRING_END, NEWLINE, INDENT, DEDENT,
  FALSE, NONE, TRUE, AND, AS, ASSERT, ASYNC, AWAIT, BREAK, CLASS, CONTINUE, DEF, DEL, ELIF, ELSE,
  EXCEPT, FINALLY, FOR, FROM, GLOBAL, IF, IMPORT, IN, IS, LAMBDA, NONLOCAL, NOT, OR, PASS, RAISE,
  RETURN, TRY, WHILE, WITH, YIELD,
  MATCH, CASE, TYPE, LAZY,
  LPAR, RPAR, LSQB, RSQB, LBRACE, RBRACE, COLON, COMMA, SEMI, PLUS, MINUS, STAR, SLASH, VBAR, AMPER,
  LESS, GREATER, EQUAL, DOT, PERCENT, EQEQUAL, NOTEQUAL, LESSEQUAL, GREATEREQUAL, TILDE, CIRCUMFLEX,
  LEFTSHIFT, RIGHTSHIFT, DOUBLESTAR, AUGASSIGN, DOUBLESLASH, AT, RARROW, ELLIPSIS, COLONEQUAL,
  EXCLAMATION,
  WHITESPACE, COMMENT, LINE_BREAK, CONTINUATION, END
}

file : (NEWLINE | statement)* EOF ;

// Statements

statement
  : simpleLine | ifStatement | whileStatement | forStatement | tryStatement | withStatement
  | functionDef | classDef | asyncStatement | decorated | matchStatement
  ;

block : NEWLINE INDENT statement+ DEDENT | simpleLine ;

simpleLine : simpleStatement (SEMI simpleStatement?)* NEWLINE ;

simpleStatement
  : expressionStatement | returnStatement | importNames | importFrom | raiseStatement
  | passStatement | breakStatement | continueStatement | deleteStatement | assertStatement
  | globalStatement | nonlocalStatement | typeAlias | lazyImport
  ;

expressionStatement
  : (yieldExpression | starExpressions)
    (COLON expression (EQUAL assigned)? | AUGASSIGN assigned | (EQUAL assigned)+)?
  ;

assigned : yieldExpression | starExpressions ;

passStatement : PASS ;
breakStatement : BREAK ;
continueStatement : CONTINUE ;
returnStatement : RETURN starExpressions? ;
raiseStatement : RAISE (expression (FROM expression)?)? ;
deleteStatement : DEL starExpressions ;
assertStatement : ASSERT expression (COMMA expression)? ;
globalStatement : GLOBAL NAME (COMMA NAME)* ;
nonlocalStatement : NONLOCAL NAME (COMMA NAME)* ;
typeAlias : TYPE NAME typeParameters? EQUAL expression ;

lazyImport : LAZY (importNames | importFrom) ;
importNames : IMPORT dottedAlias (COMMA dottedAlias)* ;
dottedAlias : dottedName (AS NAME)? ;
dottedName : NAME (DOT NAME)* ;
importFrom
  : FROM (DOT | ELLIPSIS)* dottedName? IMPORT
    (starAlias | LPAR plainAlias (COMMA plainAlias?)* RPAR | plainAlias (COMMA plainAlias)*)
  ;
starAlias : STAR ;
plainAlias : NAME (AS NAME)? ;

ifStatement : IF namedExpression COLON block elifClause* elseClause? ;
elifClause : ELIF namedExpression COLON block ;
elseClause : ELSE COLON block ;
whileStatement : WHILE namedExpression COLON block elseClause? ;
forStatement : FOR targets IN starExpressions COLON block elseClause? ;
tryStatement : TRY COLON block (exceptClause+ elseClause? finallyClause? | finallyClause) ;
exceptClause : EXCEPT STAR? (expression (AS NAME | (COMMA expression?)+)?)? COLON block ;
finallyClause : FINALLY COLON block ;
withStatement : WITH withItem (COMMA withItem?)* COLON block ;
withItem : expression (AS target)? ;
asyncStatement : ASYNC (functionDef | forStatement | withStatement) ;

decorated : decorator+ (classDef | ASYNC? functionDef) ;
decorator : AT namedExpression NEWLINE ;
functionDef : DEF NAME typeParameters? LPAR parameters? RPAR (RARROW expression)? COLON block ;
parameters : parameter (COMMA parameter?)* ;
parameter
  : STAR (NAME (COLON (starred | expression))?)?
  | DOUBLESTAR NAME (COLON expression)?
  | SLASH
  | NAME (COLON expression)? (EQUAL expression)?
  ;
classDef : CLASS NAME typeParameters? call? COLON block ;
typeParameters : LSQB typeParameter (COMMA typeParameter?)* RSQB ;
typeParameter : (STAR | DOUBLESTAR)? NAME (COLON expression)? (EQUAL (starred | expression))? ;

// Patterns of `match`

matchStatement : MATCH starNamedExpressions COLON NEWLINE INDENT caseClause+ DEDENT ;
caseClause : CASE patterns (IF namedExpression)? COLON block ;
patterns : pattern (COMMA pattern?)* ;
pattern : STAR NAME | closedPattern (VBAR closedPattern)* (AS NAME)? ;
closedPattern
  : signedNumber | strings | NONE | TRUE | FALSE
  | dottedName (LPAR (argumentPattern (COMMA argumentPattern?)*)? RPAR)?
  | LPAR patterns? RPAR
  | LSQB patterns? RSQB
  | LBRACE (mappingItem (COMMA mappingItem?)*)? RBRACE
  ;
signedNumber : MINUS? NUMBER ((PLUS | MINUS) NUMBER)? ;
argumentPattern : pattern (EQUAL pattern)? ;
mappingItem : DOUBLESTAR NAME | closedPattern COLON pattern ;

// Expressions

yieldExpression : YIELD (FROM expression | starExpressions)? ;
starExpressions : (starred | expression) (COMMA (starred | expression)?)* ;
starred : STAR arithmetic ;
starNamedExpressions : starNamedExpression (COMMA starNamedExpression?)* ;
starNamedExpression : STAR arithmetic | expression (COLONEQUAL expression)? ;
namedExpression : expression (COLONEQUAL expression)? ;
targets : target (COMMA target?)* ;
target : STAR? arithmetic ;

// An operation, written out: each rule less in the chain to an operand counts.
expression
  : (NOT | PLUS | MINUS | TILDE)* primary
    (((OR | AND | LESS | GREATER | EQEQUAL | NOTEQUAL | LESSEQUAL | GREATEREQUAL | IN | IS
          | VBAR | CIRCUMFLEX | AMPER | LEFTSHIFT | RIGHTSHIFT | PLUS | MINUS | STAR | SLASH
          | DOUBLESLASH | PERCENT | AT | DOUBLESTAR)
        | NOT IN)
      (NOT | PLUS | MINUS | TILDE)* primary)*
    (IF operation ELSE expression)?
  | lambda
  ;
lambda : LAMBDA lambdaParameters? COLON expression ;
lambdaParameters : lambdaParameter (COMMA lambdaParameter?)* ;
lambdaParameter : STAR NAME? | DOUBLESTAR NAME | SLASH | NAME (EQUAL expression)? ;

operation
  : (NOT | PLUS | MINUS | TILDE)* primary
    (((OR | AND | LESS | GREATER | EQEQUAL | NOTEQUAL | LESSEQUAL | GREATEREQUAL | IN | IS
          | VBAR | CIRCUMFLEX | AMPER | LEFTSHIFT | RIGHTSHIFT | PLUS | MINUS | STAR | SLASH
          | DOUBLESLASH | PERCENT | AT | DOUBLESTAR)
        | NOT IN)
      (NOT | PLUS | MINUS | TILDE)* primary)*
  ;
arithmetic
  : (PLUS | MINUS | TILDE)* primary
    ((VBAR | CIRCUMFLEX | AMPER | LEFTSHIFT | RIGHTSHIFT | PLUS | MINUS | STAR | SLASH | DOUBLESLASH
        | PERCENT | AT | DOUBLESTAR)
      (PLUS | MINUS | TILDE)* primary)*
  ;
primary
  : AWAIT?
    (NAME | NUMBER | NONE | TRUE | FALSE | ELLIPSIS | strings | group | listDisplay | braceDisplay)
    (DOT NAME | call | LSQB subscripts RSQB)*
  ;
call : LPAR (argument (COMMA argument?)*)? RPAR ;
argument
  : STAR expression
  | DOUBLESTAR expression
  | expression (EQUAL expression | COLONEQUAL expression comprehension? | comprehension)?
  ;
subscripts : subscript (COMMA subscript?)* ;
subscript
  : STAR expression
  | expression (COLONEQUAL expression | COLON expression? (COLON expression?)?)?
  | COLON expression? (COLON expression?)?
  ;
group : LPAR (yieldExpression | groupItem (comprehension | (COMMA groupItem?)*))? RPAR ;
groupItem : STAR arithmetic | expression (COLONEQUAL expression | AS target)? ;
listDisplay
  : LSQB (starNamedExpression (comprehension | (COMMA starNamedExpression?)*))? RSQB
  ;
braceDisplay : LBRACE (braceItem (comprehension | (COMMA braceItem?)*))? RBRACE ;
braceItem
  : DOUBLESTAR arithmetic
  | STAR arithmetic
  | expression (COLONEQUAL expression | COLON expression)?
  ;
comprehension : comprehensionFor+ ;
comprehensionFor : ASYNC? FOR targets IN operation (IF operation)* ;

strings : (STRING | formatted)+ ;
formatted : FSTRING_START (FSTRING_MIDDLE | field)* FSTRING_END ;
field : LBRACE assigned EQUAL? (EXCLAMATION NAME)? formatSpec? RBRACE ;
formatSpec : COLON (FSTRING_MIDDLE | field)* ;
