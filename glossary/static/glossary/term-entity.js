/* "Link this to a term" in Wagtail's editor: a dialog that looks for terms, and the mark it leaves on the words. */

{
  const { Component, createElement } = window.React;
  const { EditorState, Modifier } = window.DraftJS;

  function wordsChosen(editorState) {
    const selection = editorState.getSelection();
    const block = editorState.getCurrentContent().getBlockForKey(selection.getStartKey());
    return block.getText().slice(selection.getStartOffset(), selection.getEndOffset());
  }

  function element(name, attributes = {}, ...inside) {
    const made = Object.assign(document.createElement(name), attributes);
    made.append(...inside);
    return made;
  }

  class TermSource extends Component {
    componentDidMount() {
      const { entityType, editorState } = this.props;
      const heading = element("h2", { textContent: entityType.question, id: "term-question" });
      this.field = element("input", { type: "search", value: wordsChosen(editorState), className: "w-w-full" });
      this.field.setAttribute("aria-labelledby", "term-question");
      this.list = element("ul");
      this.list.setAttribute("aria-live", "polite");
      const close = element("button", { type: "button", textContent: entityType.close, className: "button button-small" });
      this.dialog = element("dialog", { className: "term-question" }, heading, this.field, this.list, close);
      this.dialog.setAttribute("aria-labelledby", "term-question");
      close.addEventListener("click", () => this.dialog.close());
      this.dialog.addEventListener("close", () => this.leave());
      this.field.addEventListener("input", () => this.look());
      document.body.append(this.dialog);
      this.dialog.showModal();
      this.look();
    }

    componentWillUnmount() {
      this.dialog.remove();
    }

    async look() {
      const { entityType } = this.props;
      const asked = this.field.value;
      const answer = await fetch(`${entityType.address}?${new URLSearchParams({ q: asked })}`);
      const { terms } = answer.ok ? await answer.json() : { terms: [] };
      if (asked !== this.field.value) return;
      this.list.replaceChildren(...terms.map((term) => this.choice(term)));
      if (!terms.length) this.list.append(element("li", { textContent: entityType.nothing }));
    }

    choice(term) {
      const button = element("button", { type: "button", className: "button button-secondary button-small" });
      button.textContent = `${term.name} (${term.code})`;
      button.addEventListener("click", () => this.choose(term));
      return element("li", {}, button);
    }

    choose(term) {
      const { editorState, entityType, onComplete } = this.props;
      const data = { code: term.code, url: `/id/${term.code}` };
      const content = editorState.getCurrentContent().createEntity(entityType.type, "MUTABLE", data);
      const key = content.getLastCreatedEntityKey();
      const selection = editorState.getSelection();
      const changed = selection.isCollapsed()
        ? Modifier.insertText(content, selection, term.name, null, key)
        : Modifier.applyEntity(content, selection, key);
      this.done = true;
      this.dialog.close();
      onComplete(EditorState.push(editorState, changed, "apply-entity"));
    }

    leave() {
      if (!this.done) this.props.onClose();
    }

    render() {
      return null;
    }
  }

  const Term = ({ entityKey, contentState, children, onEdit, onRemove }) => {
    const { code } = contentState.getEntity(entityKey).getData();
    return createElement(window.draftail.TooltipEntity, {
      entityKey,
      contentState,
      onEdit,
      onRemove,
      icon: createElement(window.wagtail.components.Icon, { name: "link" }),
      label: code,
      url: `/id/${code}`,
      children,
    });
  };

  window.draftail.registerPlugin({ type: "TERM", source: TermSource, decorator: Term }, "entityTypes");
}
