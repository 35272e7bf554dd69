// Browsers start no workers on a page that is opened from a folder. There this stands in for them: it runs the worker's
// script in a hidden frame. Material's search looks for its name.
if (location.protocol === "file:") {
  window.Worker = window.IFrameWorker = class extends EventTarget {
    constructor(url) {
      super()
      this.frame = document.body.appendChild(document.createElement("iframe"))
      this.frame.hidden = true
      this.scope = this.frame.contentWindow
      const page = this.scope.document
      page.open()
      page.close()
      this.scope.postMessage = data => setTimeout(() => this.dispatchEvent(new MessageEvent("message", { data })))
      const script = page.createElement("script")
      script.src = url
      this.loaded = new Promise((resolve, reject) => Object.assign(script, { onload: resolve, onerror: reject }))
      page.documentElement.append(script)
    }
    postMessage(data) {
      this.loaded.then(() => this.scope.dispatchEvent(new this.scope.MessageEvent("message", { data })))
    }
    terminate() {
      this.frame.remove()
    }
  }
}
