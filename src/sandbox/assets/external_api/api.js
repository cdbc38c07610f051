// `JitsiMeetExternalAPI`: the host page's half. It holds an iframe and speaks with the room in it.

const CHANNEL = "greenroom-sandbox";

class JitsiMeetExternalAPI extends Emitter {
    #frame;
    #options;
    #receive = (event) => this.#received(event);
    #isReady = false;
    #waiting = [];
    #queries = new Map();
    #lastQuery = 0;
    #participants = 0;

    constructor(domain, options = {}) {
        super();
        this.#options = options;
        this.#frame = makeFrame(options);
        window.addEventListener("message", this.#receive);
        (options.parentNode ?? document.body).appendChild(this.#frame);
        if (Array.isArray(options.invitees) && options.invitees.length > 0) {
            this.once("videoConferenceJoined", () => this.invite(options.invitees).catch(() => {}));
        }
    }

    #received(event) {
        const fromFrame = event.source === this.#frame.contentWindow && event.origin === BASE.origin;
        const message = event.data;
        if (!fromFrame || message?.channel !== CHANNEL) {
            return;
        }
        if (message.type === "hello") {
            this.#start();
        } else if (message.type === "event") {
            this.#happened(message);
        } else if (message.type === "answer") {
            this.#queries.get(message.id)?.(message.value);
            this.#queries.delete(message.id);
        }
    }

    #post(message) {
        this.#frame.contentWindow?.postMessage({ channel: CHANNEL, ...message }, BASE.origin);
    }

    /** The token goes to the room by message: an address would be logged. */
    #start() {
        const { jwt, configOverwrite, interfaceConfigOverwrite, lang, devices, userInfo } = this.#options;
        this.#post({
            type: "start",
            options: plain({ jwt, configOverwrite, interfaceConfigOverwrite, lang, devices, userInfo }),
        });
        this.#isReady = true;
        this.#waiting.splice(0).forEach((message) => this.#post(message));
    }

    #happened({ name, data, participants }) {
        this.#participants = participants;
        this.emit(name, data);
        if (name === "ready" && typeof this.#options.onload === "function") {
            this.#options.onload({ type: "load", target: this.#frame });
        }
    }

    #send(message) {
        if (this.#isReady) {
            this.#post(message);
        } else {
            this.#waiting.push(message);
        }
    }

    #ask(name, ...args) {
        this.#lastQuery += 1;
        const id = this.#lastQuery;
        return new Promise((resolve) => {
            this.#queries.set(id, resolve);
            this.#send({ type: "query", id, name, args: plain(args) });
        });
    }

    /** Takes everything away. Questions that are still open are never answered. */
    dispose() {
        this.emit("_willDispose");
        window.removeEventListener("message", this.#receive);
        this.#frame.remove();
        this.#waiting.length = 0;
        this.#queries.clear();
        this.removeAllListeners();
    }

    executeCommand(name, ...args) {
        if (COMMANDS.includes(name)) {
            this.#send({ type: "command", name, args: plain(args) });
        } else {
            console.warn(`The sandbox has no command "${name}".`);
        }
    }

    /** Each command's list is handed over as one argument, as Jitsi's does. */
    executeCommands(commands) {
        Object.entries(commands).forEach(([name, list]) => this.executeCommand(name, list));
    }

    getSupportedCommands() {
        return [...COMMANDS];
    }

    getSupportedEvents() {
        return [...EVENTS];
    }

    getIFrame() {
        return this.#frame;
    }

    getNumberOfParticipants() {
        return this.#participants;
    }

    isVisitor() {
        return false;
    }

    startRecording(options) {
        this.executeCommand("startRecording", options);
    }

    stopRecording(mode, transcription) {
        this.executeCommand("stopRecording", mode, transcription);
    }

    invite(invitees) {
        if (!Array.isArray(invitees) || invitees.length === 0) {
            return Promise.reject(new TypeError("Invalid Argument"));
        }
        return this.#ask("invite", invitees).then((problem) => Promise.reject(new Error(problem)));
    }

    getRoomsInfo() { return this.#ask("getRoomsInfo"); }
    getSessionId() { return this.#ask("getSessionId"); }
    getDeploymentInfo() { return this.#ask("getDeploymentInfo"); }
    getConnectionStats() { return this.#ask("getConnectionStats"); }
    isAudioMuted() { return this.#ask("isAudioMuted"); }
    isVideoMuted() { return this.#ask("isVideoMuted"); }
    isAudioAvailable() { return this.#ask("isAudioAvailable"); }
    isVideoAvailable() { return this.#ask("isVideoAvailable"); }
    isModerationOn(media) { return this.#ask("isModerationOn", media); }
    isParticipantForceMuted(id, media) { return this.#ask("isParticipantForceMuted", id, media); }
    getAvailableDevices() { return this.#ask("getAvailableDevices"); }
    getCurrentDevices() { return this.#ask("getCurrentDevices"); }
    setAudioInputDevice(label, id) { return this.#ask("setDevice", "audioInput", label, id); }
    setAudioOutputDevice(label, id) { return this.#ask("setDevice", "audioOutput", label, id); }
    setVideoInputDevice(label, id) { return this.#ask("setDevice", "videoInput", label, id); }
}

window.JitsiMeetExternalAPI = JitsiMeetExternalAPI;
