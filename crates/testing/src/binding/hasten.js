'use strict';
/*
 * Loaded in front of the script that asks Microsoft's binder (`node --require`): makes the library's own runtime faster, and nothing else.
 *
 * The library is C# that Bridge.NET made JavaScript of. Its casts, its lists and its properties all go through a few functions of Bridge's, which
 * work everything out anew for each call. Here they remember what depends on types alone, and properties and constructors have code of their own,
 * which the engine can specialise. A test holds that answers are the same.
 */
const vm = require('vm');

/** Whatever `make` gives for a key, made once. */
function remembered(make) {
  const known = new Map();
  return key => {
    let value = known.get(key);
    if (value === undefined) known.set(key, value = make(key));
    return value;
  };
}

/** Code of its own for each call: functions that share their code share what the engine has learnt of it. */
let made = 0;
const ownFunction = (...parts) => new Function(...parts.slice(0, -1), `/* ${made++} */ ${parts.at(-1)}`);

/** Whether an object is of a type: of a plain instance, its class says so. */
function hastenCasts(Bridge) {
  const { is } = Bridge;
  const ofClass = remembered(() => new Map());
  Bridge.is = (object, type, ignoresFunction, allowsNull) => {
    if (object == null) return !!allowsNull;
    const kind = object.constructor;
    const isPlain = typeof object === 'object' && !object.$boxed && kind?.$kind === 'class' && !kind.$literal;
    if (!isPlain || typeof type !== 'function' || ignoresFunction === true) return is(object, type, ignoresFunction, allowsNull);
    const answers = ofClass(type);
    let answer = answers.get(kind);
    if (answer === undefined) answers.set(kind, answer = is(object, type, ignoresFunction, allowsNull));
    return answer;
  };
}

/** Lists: the names of their members are put together once for each type of elements. */
function hastenLists(Bridge, lists) {
  const { isArray } = Bridge, { getCount, getItem } = lists;
  const member = (list, name) => remembered(type => Object.keys({ [`System$Collections$Generic$${list}$1$${Bridge.getTypeAlias(type)}$${name}`]: 0 })[0]);
  const [count, item] = [member('ICollection', 'getCount'), member('IList', 'getItem')];
  Bridge.isArray = (object, kind) => Array.isArray(object) || isArray(object, kind);
  lists.getCount = (list, type) => {
    if (Array.isArray(list)) return list.length;
    const name = type && count(type);
    return name && typeof list[name] === 'function' ? list[name]() : getCount(list, type);
  };
  lists.getItem = (list, place, type) => {
    if (!type) return getItem(list, place, type);
    if (Array.isArray(list)) return list[place];
    const name = item(type);
    return typeof list[name] === 'function' ? list[name](place) : getItem(list, place, type);
  };
}

/** Properties without code of their own, which hold a value. */
function hastenProperties(Bridge) {
  const { property } = Bridge;
  Bridge.property = (scope, name, value, isStatic, type, isAlias) => {
    if (isStatic || value && (value.get || value.set)) return property(scope, name, value, isStatic, type, isAlias);
    const field = JSON.stringify(`${Bridge.getTypeAlias(type)}$${name}`);
    type.$init = type.$init || {};
    const described = {
      enumerable: !isAlias,
      configurable: true,
      get: ownFunction('initial', `return function () { const value = this.$init[${field}]; return value === undefined ? initial : value; };`)(value),
      set: ownFunction(`return function (value) { this.$init[${field}] = value; };`)(),
    };
    Object.defineProperty(scope, name, described);
    return described;
  };
}

/** What each class does before its constructor runs. */
function hastenConstructors(classes) {
  const code = 'if (this.$init) return; this.$init = {}; if (this.$staticInit) this.$staticInit(); if (this.$initMembers) this.$initMembers();';
  Object.defineProperty(classes, '_initialize', { get: () => ownFunction(code) });
}

const run = vm.runInThisContext;
vm.runInThisContext = (code, options) => {
  const result = run(code, options);
  // The runtime comes first, and everything else is defined by it.
  if (globalThis.Bridge) {
    vm.runInThisContext = run;
    hastenCasts(globalThis.Bridge);
    hastenLists(globalThis.Bridge, globalThis.System.Array);
    hastenProperties(globalThis.Bridge);
    hastenConstructors(globalThis.Bridge.Class);
  }
  return result;
};
