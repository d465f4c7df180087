// From the sources the live page is bundled when it is first asked for; published is the finished document.
export { document } from '../../live-page/bundle.cjs';
