// Listeners by event name, with the method names that pages know from Jitsi's API.

class Emitter {
    #listeners = new Map();

    on(name, listener) {
        const listeners = this.#listeners.get(name) ?? [];
        this.#listeners.set(name, [...listeners, listener]);
        return this;
    }

    once(name, listener) {
        const once = (...data) => {
            this.off(name, once);
            listener.apply(this, data);
        };
        once.listener = listener;
        return this.on(name, once);
    }

    /** Takes one listener away. */
    off(name, listener) {
        const listeners = this.#listeners.get(name) ?? [];
        const at = listeners.findLastIndex((one) => one === listener || one.listener === listener);
        if (at >= 0) {
            this.#listeners.set(name, listeners.toSpliced(at, 1));
        }
        return this;
    }

    /** Tells every listener. One that throws is reported and does not silence the next. */
    emit(name, ...data) {
        const listeners = this.#listeners.get(name) ?? [];
        for (const listener of listeners) {
            try {
                listener.apply(this, data);
            } catch (error) {
                reportError(error);
            }
        }
        return listeners.length > 0;
    }

    listenerCount(name) {
        return (this.#listeners.get(name) ?? []).length;
    }

    removeAllListeners(name) {
        if (name === undefined) {
            this.#listeners.clear();
        } else {
            this.#listeners.delete(name);
        }
        return this;
    }

    addListener(name, listener) {
        return this.on(name, listener);
    }

    removeListener(name, listener) {
        return this.off(name, listener);
    }

    addEventListener(name, listener) {
        this.on(name, listener);
    }

    addEventListeners(listeners) {
        for (const [name, listener] of Object.entries(listeners)) {
            this.on(name, listener);
        }
    }

    /** Takes every listener of that name away, as Jitsi's does. */
    removeEventListener(name) {
        this.removeAllListeners(name);
    }

    removeEventListeners(names) {
        names.forEach((name) => this.removeAllListeners(name));
    }
}

