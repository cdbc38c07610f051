// The own camera and microphone: what is wanted, what there is, and what went wrong.

const PROBLEMS = {
    NotAllowedError: ["gum.permission_denied", "Permission was not given."],
    NotFoundError: ["gum.not_found", "No device was found."],
    OverconstrainedError: ["gum.constraint_failed", "The chosen device is not there."],
    TimeoutError: ["gum.timeout", "The device did not answer."],
};
const OTHER_PROBLEM = ["gum.general", "The device cannot be used."];

const KINDS = {
    audio: { device: "audioinput", choice: "audioInput", property: "audioMuted" },
    video: { device: "videoinput", choice: "videoInput", property: "videoMuted" },
};

export class LocalMedia {
    audioMuted = false;
    videoMuted = false;
    available = { audio: true, video: true };
    chosen = { audioInput: undefined, audioOutput: undefined, videoInput: undefined };
    #streams = { audio: null, video: null };
    #asked = { audio: 0, video: 0 };
    #onChange;
    #onProblem;

    constructor({ onChange, onProblem }) {
        this.#onChange = onChange;
        this.#onProblem = onProblem;
    }

    get picture() {
        return this.#streams.video;
    }

    isMuted(kind) {
        return this[KINDS[kind].property];
    }

    /** Muted means off: the device is let go and its light goes out. */
    async setMuted(kind, muted) {
        if (this.isMuted(kind) === muted) {
            return;
        }
        this[KINDS[kind].property] = muted;
        this.#onChange(kind);
        await (muted ? this.#release(kind) : this.open(kind));
    }

    /** Opens a device. One that fails leaves its kind muted, and the meeting goes on without. */
    async open(kind) {
        const asked = ++this.#asked[kind];
        try {
            const stream = await getMedia({ [kind]: await this.#wish(kind) });
            if (asked !== this.#asked[kind]) {
                stop(stream);
                return;
            }
            stop(this.#streams[kind]);
            this.#streams[kind] = stream;
            this.#setAvailable(kind, true);
        } catch (error) {
            if (asked !== this.#asked[kind]) {
                return;
            }
            this[KINDS[kind].property] = true;
            this.#setAvailable(kind, false);
            this.#onProblem(kind, ...(PROBLEMS[error.name] ?? OTHER_PROBLEM));
        }
        this.#onChange(kind);
    }

    /** Opens what is wanted at the start, each for itself: a missing camera costs no microphone. */
    async openWanted() {
        await Promise.all(["audio", "video"].filter((kind) => !this.isMuted(kind)).map((kind) => this.open(kind)));
    }

    async choose(choice, label, id) {
        this.chosen[choice] = { label, deviceId: id };
        const kind = Object.keys(KINDS).find((one) => KINDS[one].choice === choice);
        if (kind && this.#streams[kind]) {
            await this.open(kind);
        }
    }

    async devices() {
        const all = (await navigator.mediaDevices?.enumerateDevices?.()) ?? [];
        const of = (kind) => all.filter((one) => one.kind === kind).map((one) => one.toJSON());
        return { audioInput: of("audioinput"), audioOutput: of("audiooutput"), videoInput: of("videoinput") };
    }

    /** What is in use, as far as the browser says. */
    async current() {
        const { audioOutput, ...devices } = await this.devices();
        const used = (kind) => {
            const id = this.#streams[kind]?.getTracks()[0]?.getSettings().deviceId;
            return devices[KINDS[kind].choice].find((one) => one.deviceId === id);
        };
        const output = audioOutput.find((one) => one.label === this.chosen.audioOutput?.label);
        return { audioInput: used("audio"), audioOutput: output ?? audioOutput[0], videoInput: used("video") };
    }

    close() {
        this.#release("audio");
        this.#release("video");
    }

    #release(kind) {
        this.#asked[kind] += 1;
        stop(this.#streams[kind]);
        this.#streams[kind] = null;
        this.#onChange(kind);
    }

    #setAvailable(kind, available) {
        this.available[kind] = available;
    }

    /** Devices are chosen by label, as in Jitsi's API; a label that is not there is no obstacle. */
    async #wish(kind) {
        const { choice, device } = KINDS[kind];
        const wanted = this.chosen[choice];
        if (!wanted) {
            return true;
        }
        const all = (await navigator.mediaDevices?.enumerateDevices?.()) ?? [];
        const found = all.find((one) => one.kind === device && one.label === wanted.label);
        const deviceId = wanted.deviceId ?? found?.deviceId;
        return deviceId ? { deviceId: { ideal: deviceId } } : true;
    }
}

async function getMedia(constraints) {
    if (!navigator.mediaDevices?.getUserMedia) {
        throw new DOMException("no media devices", "NotFoundError");
    }
    return navigator.mediaDevices.getUserMedia(constraints);
}

function stop(stream) {
    stream?.getTracks().forEach((track) => track.stop());
}
